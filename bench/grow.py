"""Make the bench's data many times as large by copying its people and all they did: in a minute.

`python -m bench.grow --data DIR --times 10`, on a copy of large data in SQLite. For reading pages
only: nothing is chained in the ledger, so `trainer check` will object.
"""

import argparse
import sqlite3
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from trainer.extensions import db

COPIED = (
    "users", "placements", "appointments", "register_entries", "registrations", "unit_assessments",
    "goal_units", "reading_grants", "evidence_items", "evidence_revisions", "criterion_links",
    "submissions", "judgements", "judged_items", "criterion_standings", "signatures",
)  # fmt: skip
APART = 100_000_000
"""Between the numbers of one copy and the next."""


def main() -> None:
    """Copy everybody so many times, with the guards off, and let SQLite count its tables anew."""
    asked = argparse.ArgumentParser(prog="python -m bench.grow", description=__doc__)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--times", type=int, default=10)
    given = asked.parse_args()
    connection = sqlite3.connect(given.data / "trainer.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    import_module("trainer.app")  # Every table is known once the application is.
    tables = db.metadata.tables
    for number in range(1, given.times):
        for name in COPIED:
            connection.execute(copying(tables[name], number))
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


def copying(table: sa.Table, number: int) -> str:
    """Write the statement that copies the first rows of a table under new numbers and names."""
    alone = {
        next(iter(one.columns)).name
        for one in table.constraints
        if isinstance(one, sa.UniqueConstraint) and len(one.columns) == 1
    } | {column.name for column in table.columns if column.unique}
    kept = [_kept(column, number, alone) for column in table.columns]
    names = ", ".join(column.name for column in table.columns)
    first = next(iter(table.primary_key.columns)).name
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {', '.join(kept)}"
        f" FROM {table.name} WHERE {first} < {APART}"
    )


def _kept(column: sa.Column[object], number: int, alone: set[str]) -> str:
    points_to = {key.column.table.name for key in column.foreign_keys}
    if points_to & set(COPIED) or (column.primary_key and not points_to):
        return f"{column.name} + {number * APART}"
    if column.name == "email":
        return "NULL"
    if column.name in alone:
        return f"{column.name} || '-{number}'"
    return column.name


if __name__ == "__main__":
    main()
