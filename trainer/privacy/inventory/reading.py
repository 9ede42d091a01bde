"""The declarations read against the tables there are: treatment of a column, rows about a person."""

import sqlalchemy as sa

from trainer.core.database import Base
from trainer.privacy.inventory import EVERYWHERE, INVENTORY, SUBJECT, Kind, Table, Treatment

PEOPLE = "users"
METADATA = Base.metadata
AUDIT = {"ledger_entries", "sealed_texts", "trail_entries"}
"""What speaks of other rows by class and id, and so is never itself spoken of."""

Whose = int | sa.Select[int]
"""Somebody by their id, or everybody whose id a select names."""


def is_text(column: sa.Column[object]) -> bool:
    """Say whether a column holds free text, structured text or bytes; a choice of few is none."""
    return isinstance(column.type, sa.String | sa.JSON | sa.LargeBinary) and not isinstance(
        column.type, sa.Enum
    )


def treatment(column: sa.Column[object]) -> Treatment | None:
    """Say what becomes of a column, or None where nothing says it."""
    declared = INVENTORY[column.table.name]
    if column.name in declared.columns:
        return declared.columns[column.name]
    if column.info.get("in_store"):
        return Treatment.FILE
    if leads_to(column) == PEOPLE:
        return Treatment.FACT if column.name in declared.by else Treatment.PERSON
    if not is_text(column) or column.foreign_keys:
        return Treatment.FACT
    if declared.kind is not Kind.ABOUT:
        return Treatment.KEPT
    return EVERYWHERE.get(column.name)


def is_kept_back(declared: Table) -> bool:
    """Say whether no row of the table is handed out as it is."""
    return declared.kind is not Kind.ABOUT or bool(declared.left_out)


def leads_to(column: sa.Column[object]) -> str:
    """Name the table a column points to, or nothing."""
    return next((key.column.table.name for key in column.foreign_keys), "")


def of_person(name: str, person_id: Whose, *, handed_out: bool = False) -> sa.ColumnElement[bool]:
    """Tell the rows of a table that are about somebody; `handed_out`: those they may see by now.

    A select of ids asks for the rows about any of these people.
    """
    declared, table = INVENTORY[name], METADATA.tables[name]
    if not declared.by or (handed_out and is_kept_back(declared)):
        return sa.false()
    theirs = sa.or_(*(_led_by(table, way, person_id, handed_out=handed_out) for way in declared.by))
    if handed_out and declared.once:
        seen = _has_come(table, declared.once)
        if declared.own:
            seen = sa.or_(seen, _is(table.c[declared.own], person_id))
        return sa.and_(theirs, seen)
    return theirs


def one_by_one(name: str, person_id: int) -> list[sa.ColumnElement[bool]]:
    """Tell the rows handed out of a table by conditions that are each quick to look up.

    What speaks of others by class and id is asked for class by class.
    """
    if name not in AUDIT:
        return [of_person(name, person_id, handed_out=True)]
    table, links = METADATA.tables[name], METADATA.tables["ledger_entries"]
    asked = links if name == "sealed_texts" else table
    found = []
    for kind, of in subjects().items():
        theirs = sa.and_(
            asked.c.subject_type == kind,
            asked.c.subject_id.in_(_keys(of, person_id, handed_out=True)),
        )
        if asked is not table:
            theirs = table.c.seq.in_(sa.select(links.c.seq).where(theirs))
        found.append(theirs)
    return found


def subjects() -> dict[str, str]:
    """Name, for each class the ledger and the trail may speak of, its table about somebody."""
    return {
        mapper.class_.__name__: table.name
        for mapper in Base.registry.mappers
        if isinstance(table := mapper.local_table, sa.Table)
        and INVENTORY[table.name].kind is Kind.ABOUT
        and table.name not in AUDIT
        and "id" in table.c
    }


def _led_by(
    table: sa.Table, way: str, person_id: Whose, *, handed_out: bool
) -> sa.ColumnElement[bool]:
    if way == SUBJECT:
        return sa.or_(
            *(
                sa.and_(
                    table.c.subject_type == name,
                    table.c.subject_id.in_(_keys(of, person_id, handed_out=handed_out)),
                )
                for name, of in subjects().items()
            )
        )
    column, _equals, other = way.partition("=")
    if other:
        people = METADATA.tables[PEOPLE]
        return table.c[column].in_(sa.select(people.c[other]).where(_is(people.c.id, person_id)))
    target = leads_to(table.c[column])
    if target == PEOPLE or not target:
        return _is(table.c[column], person_id)
    return table.c[column].in_(_keys(target, person_id, handed_out=handed_out))


def _keys(name: str, person_id: Whose, *, handed_out: bool) -> sa.Select[*tuple[object, ...]]:
    key = next(iter(METADATA.tables[name].primary_key))
    return sa.select(key).where(of_person(name, person_id, handed_out=handed_out))


def _is(column: sa.ColumnElement[int], whose: Whose) -> sa.ColumnElement[bool]:
    return column == whose if isinstance(whose, int) else column.in_(whose)


def _has_come(table: sa.Table, once: str) -> sa.ColumnElement[bool]:
    column, _dot, other = once.partition(".")
    if not other:
        return table.c[column].is_not(None)
    target = METADATA.tables[leads_to(table.c[column])]
    key = next(iter(target.primary_key))
    return table.c[column].in_(sa.select(key).where(target.c[other].is_not(None)))


def faults() -> list[str]:
    """List what the declarations leave out, and what they say of something that isn't there."""
    tables = METADATA.tables
    found = [f"{name}: nothing says what it holds" for name in sorted(set(tables) - set(INVENTORY))]
    for name, declared in INVENTORY.items():
        if name in tables:
            found += [f"{name}{fault}" for fault in _faults_of(declared, tables[name])]
        else:
            found.append(f"{name}: there is no such table")
    there = {column.name for table in tables.values() for column in table.columns}
    found += [f"{name}: no table has such a column" for name in sorted(set(EVERYWHERE) - there)]
    return found


def _faults_of(declared: Table, table: sa.Table) -> list[str]:
    ways = [way.partition("=")[0] for way in declared.by if way != SUBJECT]
    named = {*declared.columns, *declared.whose.values(), *ways}
    named |= {place.partition(".")[0] for place in (declared.once, declared.own) if place}
    found = [
        f".{column}: there is no such column" for column in sorted(named - set(table.c.keys()))
    ]
    if found:
        return found
    if declared.kind is Kind.ABOUT:
        found += [
            f".{way}: it leads to nobody"
            for way in ways
            if not _reaches_people(table, way, declared)
        ]
        found += [] if declared.by else [": it is about somebody, but nothing leads to them"]
    else:
        found += [] if declared.why else [": nothing says why it is about nobody"]
        found += [
            f".{column.name}: it always belongs to a row about somebody"
            for column in table.columns
            if not column.nullable and _is_about_somebody(leads_to(column))
        ]
    found += [
        f".{column.name}: nothing says what it is to the person"
        for column in table.columns
        if treatment(column) is None
    ]
    if Treatment.KEPT in declared.columns.values() and not declared.why:
        found.append(": nothing says why its text stays")
    found += [
        f".{column}: a link or a number needs no line"
        for column in declared.columns
        if not is_text(table.c[column])
    ]
    return found


def _reaches_people(table: sa.Table, way: str, declared: Table) -> bool:
    if table.name == PEOPLE or any(one.startswith(f"{way}=") for one in declared.by):
        return True
    target = leads_to(table.c[way])
    return target == PEOPLE or _is_about_somebody(target)


def _is_about_somebody(name: str) -> bool:
    return name != PEOPLE and name in INVENTORY and INVENTORY[name].kind is Kind.ABOUT
