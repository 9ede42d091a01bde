"""Words sealed beside the ledger: those of somebody are emptied, and the chain holds by their hash."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapper

from trainer.audit.models import LedgerEntry, SealedText
from trainer.core.database import Base
from trainer.extensions import db
from trainer.privacy.erasure.emptying.columns import EMPTIED, key_of
from trainer.privacy.inventory import INVENTORY
from trainer.privacy.inventory.reading import METADATA, of_person, subjects, treatment


@dataclass(frozen=True)
class Seals:
    """Words sealed in links about some rows: in these fields only, or in all but these."""

    kind: str
    rows: sa.Select[int]
    fields: frozenset[str]
    are_spared: bool

    @property
    def filled(self) -> sa.ColumnElement[bool]:
        """Which sealed words these are, where they are still there."""
        links = sa.select(LedgerEntry.seq).where(
            LedgerEntry.subject_type == self.kind, LedgerEntry.subject_id.in_(self.rows)
        )
        named = SealedText.field.in_(self.fields)
        return sa.and_(
            SealedText.text.is_not(None),
            SealedText.seq.in_(links),
            ~named if self.are_spared else named,
        )


def seals(person_id: int) -> Iterator[Seals]:
    """List what is sealed of somebody: in links about them, and their name under others' things."""
    mappers = {one.class_.__name__: one for one in Base.registry.mappers}
    for kind, name in sorted(subjects().items()):
        table, declared = METADATA.tables[name], INVENTORY[name]
        fields = _fields(mappers[kind])
        stay = frozenset(
            field
            for field, column in fields.items()
            if treatment(column) not in EMPTIED or column.name in declared.whose
        )
        rows = sa.select(key_of(table)).where(of_person(name, person_id))
        yield Seals(kind, rows, stay, are_spared=True)
        for column, signer in declared.whose.items():
            signed = sa.select(key_of(table)).where(table.c[signer] == person_id)
            under = frozenset(one for one, known in fields.items() if known.name == column)
            yield Seals(kind, signed, under, are_spared=False)


def _fields(mapper: Mapper[Base]) -> dict[str, sa.Column[object]]:
    """Name the column of each attribute of a kind of row, where an event may speak of it."""
    return {
        one.key: one.columns[0]
        for one in mapper.column_attrs
        if isinstance(one.columns[0], sa.Column)
    }


def count_seals(person_id: int) -> int:
    """Count the words of somebody that are sealed beside the ledger."""
    every = sa.or_(*(one.filled for one in seals(person_id)))
    return db.session.scalar(sa.select(sa.func.count()).select_from(SealedText).where(every)) or 0
