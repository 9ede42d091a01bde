"""People with a row in every table about them, each text a marker that says whose it is.

The inventory says what to fill, so whatever is declared next is filled by itself. Rows are written
past the actions and past what the database refuses; only SQLite lets that be set aside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from trainer.audit import guards
from trainer.core.database import Moment
from trainer.extensions import db
from trainer.privacy.inventory import INVENTORY, SUBJECT, Kind, Treatment
from trainer.privacy.inventory.reading import METADATA, PEOPLE, is_text, leads_to, treatment
from trainer.storage.store import Store

NOBODY = 0
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STAYS = {Treatment.SECRET, Treatment.OUTSIDER, Treatment.COPY}
UNSET = {"removed_at", "erased_at"}
"""Moments at which something was gone, which it is not."""
LIMIT = 10_000
"""More bytes than any of the files written here has."""


def marker(person: int, table: str, column: str) -> str:
    """Say whose text it is, and where it stands; the sign at the end keeps 1 from being in 11."""
    return f"mark{person}.{table}.{column}."


@dataclass
class Generated:
    """Writes people's rows, and keeps which markers each is to be handed out and which stay."""

    store: Store
    handed_out: dict[int, set[str]] = field(default_factory=dict)
    kept_back: dict[int, set[str]] = field(default_factory=dict)
    _rows: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    _number: int = 1000

    def person(self, person: int) -> int:
        """Write somebody with a row in every table about people; return of their account."""
        self.handed_out[person], self.kept_back[person] = set(), set()
        for name, declared in INVENTORY.items():
            if declared.kind is not Kind.BULK and (declared.by or declared.kind is Kind.NOBODY):
                self._row(name, person if declared.by else NOBODY)
        return int(self._rows[(PEOPLE, person)]["id"])

    def _row(self, name: str, person: int) -> dict[str, Any]:
        if (name, person) not in self._rows:
            self._begun.add((name, person))
            table = METADATA.tables[name]
            row = {column.name: self._value(column, person) for column in table.columns}
            if SUBJECT in INVENTORY[name].by:
                self.handed_out[person].discard(marker(person, name, "subject_type"))
                account = self._row(PEOPLE, person)["id"]
                row |= {"subject_type": "User", "subject_id": account, "actor_id": None}
            db.session.execute(table.insert().values(row))
            self._rows[(name, person)] = row
        return self._rows[(name, person)]

    def _value(self, column: sa.Column[Any], person: int) -> Any:
        target = leads_to(column)
        if target:
            return self._link(column, target, person)
        if is_text(column) or isinstance(column.type, sa.LargeBinary):
            return self._text(column, person)
        self._number += 1
        return _fact(column, self._number)

    def _link(self, column: sa.Column[Any], target: str, person: int) -> Any:
        declared = INVENTORY[target]
        whose = person if declared.by else NOBODY
        if target == PEOPLE and (column.name not in INVENTORY[column.table.name].by):
            whose = NOBODY
        if whose == NOBODY and declared.kind is Kind.ABOUT and column.nullable:
            return None
        if (target, whose) in self._begun and (target, whose) not in self._rows:
            return None
        if declared.kind is Kind.BULK:
            return None
        of = next(key.column.name for key in column.foreign_keys)
        return self._row(target, whose)[of]

    def _text(self, column: sa.Column[Any], person: int) -> Any:
        declared, said = (
            INVENTORY[column.table.name],
            marker(person, column.table.name, column.name),
        )
        treated = treatment(column)
        if declared.by == ("to=email",) and column.name == "to":
            return self._row(PEOPLE, person)["email"]
        if person != NOBODY:
            stays = treated in STAYS or declared.left_out or declared.kind is not Kind.ABOUT
            (self.kept_back if stays else self.handed_out)[person].add(said)
        if treated in {Treatment.FILE, Treatment.COPY}:
            return self.store.put_stream([said.encode()], limit=LIMIT).key
        match column.type:
            case sa.JSON():
                return {"learner": said}
            case sa.LargeBinary():
                return said.encode()
            case _:
                return said


def _fact(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    if column.nullable and (isinstance(kind, sa.Enum) or column.name in UNSET):
        return None
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return next(iter(kind.enum_class))
    known = {Moment: MOMENT, sa.Date: MOMENT.date(), sa.Time: MOMENT.time(), sa.Boolean: False}
    return known.get(type(kind), number)


@contextmanager
def unguarded() -> Iterator[None]:
    """Let rows be written that no action would write; afterwards all is guarded as it was."""
    connection = db.session.connection()
    guards.lift(connection)
    try:
        with unchecked():
            yield
    finally:
        guards.install(connection)


@contextmanager
def unchecked() -> Iterator[None]:
    """Let rows be changed that meet no constraint, as those written here do not."""
    connection = db.session.connection()
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = 0")
