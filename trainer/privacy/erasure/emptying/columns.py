"""Which columns of which rows an erasure empties, as the inventory declares, and what stands there then."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.privacy.erasure.whom import Whom
from trainer.privacy.inventory import INVENTORY, Kind, Table, Treatment
from trainer.privacy.inventory.reading import METADATA, of_person, treatment

APART = frozenset({"users", "ledger_entries", "sealed_texts", "trail_entries"})
"""Tables about people that are seen to in ways of their own."""

EMPTIED = frozenset({Treatment.WORDS, Treatment.NAMES, Treatment.OUTSIDER})

ERASED = "[erased]"
"""What stands where words stood: a row that has to say something still does."""

TAKEN_BACK = frozenset({"badges.document", "badges.token"})
"""Names inside what was signed: it can't say anything else, so it is given out no more."""


@dataclass(frozen=True)
class Taking:
    """One column of some rows is to say nothing more: text becomes `instead`, structured text is blanked."""

    column: sa.Column[Any]
    rows: sa.ColumnElement[bool]
    instead: Any

    @property
    def is_structured(self) -> bool:
        """Whether it holds JSON, of which the form stays."""
        return isinstance(self.column.type, sa.JSON)

    @property
    def filled(self) -> sa.ColumnElement[bool]:
        """Which of the rows say anything there."""
        if self.is_structured:
            return sa.and_(self.rows, self.column.is_not(None))
        return sa.and_(self.rows, self.column.is_not(None), self.column.not_in(["", ERASED]))

    @property
    def said_still(self) -> sa.ColumnElement[bool]:
        """Which of the rows say anything but what stands there after an erasure."""
        if self.instead is None:
            return sa.and_(self.rows, self.column.is_not(None))
        return sa.and_(self.filled, self.column != self.instead)


def key_of(table: sa.Table) -> sa.Column[int]:
    """Return what a row is known by."""
    return next(iter(table.primary_key))


def takings(whom: Whom) -> Iterator[Taking]:
    """List every column of every table that says something by, of or about somebody."""
    for name, declared in INVENTORY.items():
        if declared.kind is Kind.ABOUT and name not in APART:
            yield from _of(METADATA.tables[name], declared, whom)


def _of(table: sa.Table, declared: Table, whom: Whom) -> Iterator[Taking]:
    theirs = of_person(table.name, whom.id)
    ways = {way.partition("=")[0] for way in declared.by}
    for column in sorted(
        table.columns, key=lambda one: one.name in ways
    ):  # What leads there goes last.
        treated = treatment(column)
        if treated not in EMPTIED:
            continue
        if str(column) in TAKEN_BACK:
            yield Taking(column, theirs, None)
        elif (signer := declared.whose.get(column.name)) is not None:
            yield Taking(column, table.c[signer] == whom.id, _fitting(column, whom.tombstone))
        elif treated is Treatment.NAMES:
            mark = sa.literal(f"{whom.sign}-") + sa.cast(key_of(table), sa.String)
            yield Taking(column, theirs, mark)
        else:
            yield Taking(column, theirs, _fitting(column, ERASED))
        if treated is Treatment.OUTSIDER:  # A colleague's name may have been typed there.
            yield Taking(column, column == whom.name, _fitting(column, whom.tombstone))


def _fitting(column: sa.Column[Any], words: str) -> str:
    return words[: getattr(column.type, "length", None) or len(words)]
