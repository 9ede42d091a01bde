"""INV24 to INV26: the database still refuses what it was made to refuse."""

import re
from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa

from trainer.checks.finding import Check
from trainer.core.database import Base
from trainer.extensions import db
from trainer.web.once import RequestKey

SQLITE_SCHEMA = sa.text("SELECT tbl_name, name, sql FROM sqlite_master")
NAMED = re.compile(r'\bCONSTRAINT "?(\w+)')


def _unrepeatable() -> Iterator[str]:
    unique = sa.inspect(db.session.connection()).get_unique_constraints(RequestKey.__tablename__)
    if not any(one["column_names"] == ["key"] for one in unique):
        yield "The same form could take effect twice: keys of requests need not be unique."


def _unversioned() -> Iterator[str]:
    inspector = sa.inspect(db.session.connection())
    for mapper in Base.registry.mappers:
        column = mapper.version_id_col
        if column is None:
            continue
        there = {one["name"]: one for one in inspector.get_columns(column.table.name)}
        found = there.get(column.name)
        if found is None or found["nullable"]:
            yield f"Rows of {column.table.name} may be without a version."


def _unconstrained() -> Iterator[str]:
    there = _there()
    for table in Base.metadata.sorted_tables:
        for name in _declared(table):
            if name not in there.get(table.name, ()):
                yield f"The constraint {name} on {table.name} is missing."


def _there() -> dict[str, set[str]]:
    """Name the constraints and indexes that each table has in the database."""
    connection = db.session.connection()
    found: dict[str, set[str]] = defaultdict(set)
    if connection.dialect.name == "sqlite":  # Its tables are kept as they were declared.
        for table, name, words in connection.execute(SQLITE_SCHEMA):
            found[table] |= {name, *NAMED.findall(words or "")}
        return found
    inspector = sa.inspect(connection)
    for several in (
        inspector.get_multi_unique_constraints(),
        inspector.get_multi_check_constraints(),
        inspector.get_multi_indexes(),
    ):
        for (_schema, table), rules in several.items():
            found[table] |= {str(one["name"]) for one in rules}
    return found


def _declared(table: sa.Table) -> set[str]:
    rules = [
        one
        for one in table.constraints
        if isinstance(one, sa.UniqueConstraint | sa.CheckConstraint)
    ]
    return {str(one.name) for one in (*rules, *(i for i in table.indexes if i.unique)) if one.name}


CHECKS = [
    Check("INV24", "A form sent twice is known by its key.", _unrepeatable),
    Check("INV25", "What two people may change has a version.", _unversioned),
    Check("INV26", "The constraints stand.", _unconstrained),
]
