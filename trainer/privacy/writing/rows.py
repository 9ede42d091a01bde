"""The rows about a person as they are handed out: their own words, and of others no more than names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any

import sqlalchemy as sa

from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.core.database import Moment
from trainer.extensions import db
from trainer.privacy.inventory import INVENTORY, Kind, Treatment
from trainer.privacy.inventory.reading import (
    METADATA,
    PEOPLE,
    is_text,
    leads_to,
    one_by_one,
    treatment,
)

AT_ONCE = 200
MOST_KEPT = 5_000
LABELS = ("code", "number", "title", "name", "text", "role_title")
"""Columns by which a row about nobody is known, in the order they are read."""

HIDDEN = {Treatment.SECRET, Treatment.OUTSIDER, Treatment.COPY}

Values = dict[str, Any]
FileOf = Callable[[str, str, Values], str]
"""Says under which path a file lies in the export, given its table, its column and its row."""


@dataclass
class Rows:
    """Reads the rows of one person, one after the other, never many at once."""

    person_id: int
    file_of: FileOf
    _known: dict[tuple[str, Any], str] = field(default_factory=dict)

    def of(self, name: str) -> Iterator[Values]:
        """Read the rows of a table that are handed out, in the order they were written."""
        table = METADATA.tables[name]
        for theirs in one_by_one(name, self.person_id):
            found = sa.select(table).where(theirs).order_by(*table.primary_key)
            for row in _streamed(found).mappings():
                yield self._said(table, dict(row))

    def parts(self) -> Iterator[Values]:
        """Read where this person stands in rows about others or about nobody: which, as what, when."""
        for name, declared in INVENTORY.items():
            if declared.kind is not Kind.SECRET:
                yield from self._parts_in(METADATA.tables[name])

    def doings(self) -> Iterator[Values]:
        """Read what this person did, by kind and day; to what is said by number alone."""
        for model in (LedgerEntry, TrailEntry):
            done = (
                sa.select(model.kind, model.subject_type, model.subject_id, model.at)
                .where(model.actor_id == self.person_id)
                .order_by(model.at)
            )
            for kind, subject, number, at in _streamed(done):
                yield {"what": kind, "thing": subject, "number": number, "at": plain(at)}

    def _parts_in(self, table: sa.Table) -> Iterator[Values]:
        key = next(iter(table.primary_key))
        when = next((one for one in table.c if isinstance(one.type, Moment)), sa.null())
        for column in table.columns:
            if treatment(column) is not Treatment.PERSON:
                continue
            for number, at in _streamed(sa.select(key, when).where(column == self.person_id)):
                yield {
                    "what": spoken(table.name),
                    "as": spoken(column.name),
                    "number": number,
                    "at": plain(at),
                }

    def _said(self, table: sa.Table, row: Values) -> Values:
        said: Values = {}
        for column in table.columns:
            value, treated = row[column.name], treatment(column)
            if treated in HIDDEN:
                continue
            target = leads_to(column)
            if treated is Treatment.FILE:
                said["saved_as"] = self.file_of(table.name, column.name, row) if value else None
            elif target and (target == PEOPLE or INVENTORY[target].kind is not Kind.ABOUT):
                said[_called(column)] = self._label(target, value)
            else:
                said[_called(column)] = plain(value)
        return said

    def _label(self, table: str, value: Any) -> str | None:
        if value is None:
            return None
        known = self._known.get((table, value))
        if known is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            known = self._known[(table, value)] = _looked_up(table, value)
        return known


def _looked_up(name: str, value: Any) -> str:
    table = METADATA.tables[name]
    wanted = ("name",) if name == PEOPLE else LABELS
    columns = [table.c[one] for one in wanted if one in table.c and _is_said(table.c[one])]
    if not columns:
        return str(value)
    key = next(iter(table.primary_key))
    found = db.session.execute(sa.select(*columns).where(key == value)).one_or_none()
    return " ".join(str(one) for one in found or () if one not in {None, ""}) or str(value)


def _is_said(column: sa.Column[Any]) -> bool:
    return treatment(column) not in HIDDEN and (is_text(column) or column.name == "number")


def _streamed(select: sa.Select[*tuple[Any, ...]]) -> sa.Result[*tuple[Any, ...]]:
    return db.session.execute(select, execution_options={"yield_per": AT_ONCE})


def plain(value: Any) -> Any:
    """Write a value as JSON can hold it and people can read it."""
    match value:
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return value


def spoken(name: str) -> str:
    """Write the name of a table or a column as people read it."""
    return _without_id(name).replace("_", " ")


def _called(column: sa.Column[Any]) -> str:
    """Name a link by what it leads to, unless a column of the table has that name already."""
    name = _without_id(column.name)
    return column.name if name in column.table.c else name


def _without_id(name: str) -> str:
    return name.removesuffix("_id")
