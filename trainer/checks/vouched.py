"""INV7 and INV26: what the ledger tells of a row that never changes is what stands in it."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper

from trainer.assessments.models import Submission
from trainer.audit.chain import seal
from trainer.audit.guards import APPEND_ONLY
from trainer.audit.models import LedgerEntry, SealedText
from trainer.audit.record import plain
from trainer.certificates.models import Certificate
from trainer.checks.finding import Check, batched
from trainer.core.database import Base
from trainer.extensions import db

Row = sa.RowMapping
NUMBER = "number_of_row"
FIXED = {
    Submission.__name__: {"content_hash", "revision_id", "registration", "declaration"},
    Certificate.__name__: {"number", "code", "payload_hash", "registration"},
}
"""What is settled for good of rows that change otherwise."""


def _told_otherwise() -> Iterator[str]:
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__name__):
        fixed = FIXED.get(mapper.class_.__name__)
        if fixed or mapper.class_.__tablename__ in APPEND_ONLY:
            yield from _of(mapper, fixed)


def _of(mapper: Mapper[Any], fixed: set[str] | None) -> Iterator[str]:
    """Hold every link about rows of one table against them: all that it tells, or what is fixed."""
    name = mapper.class_.__name__
    links = (
        sa.select(LedgerEntry.seq, LedgerEntry.subject_id, LedgerEntry.body)
        .where(LedgerEntry.subject_type == name)
        .order_by(LedgerEntry.seq)
    )
    for batch in batched(db.session.execute(links).all()):
        rows = _rows(mapper, {link.subject_id for link in batch})
        salts = _salts([link.seq for link in batch])
        for link in batch:
            if (row := rows.get(link.subject_id)) is None:
                yield f"Link {link.seq} speaks of {name} {link.subject_id}, which is gone."
                continue
            told = json.loads(link.body)
            for field in sorted(told.keys() & fixed if fixed else told):
                if not _agrees(row, field, told[field], salts.get((link.seq, field))):
                    yield f"{name} {link.subject_id} says other than link {link.seq} ({field})."


def _rows(mapper: Mapper[Any], numbers: set[int]) -> dict[int, Row]:
    (key,) = mapper.primary_key
    names = {column.key: column for column in mapper.column_attrs}
    found = db.session.execute(
        sa.select(key.label(NUMBER), *(one.columns[0].label(name) for name, one in names.items()))
        .select_from(mapper.local_table)
        .where(key.in_(numbers))
    )
    return {row[NUMBER]: row for row in found.mappings()}


def _salts(seqs: list[int]) -> dict[tuple[int, str], str | None]:
    """Give the salt of each word that is sealed beside these links; none where it was erased."""
    words = db.session.execute(
        sa.select(SealedText.seq, SealedText.field, SealedText.salt, SealedText.text).where(
            SealedText.seq.in_(seqs)
        )
    )
    return {(seq, field): None if text is None else salt for seq, field, salt, text in words}


def _agrees(row: Row, field: str, told: Any, salt: str | None) -> bool:
    """Say whether a row says what is told of it; a field that it has no column for tells nothing."""
    column = field if field in row else f"{field}_id"
    names_by_word = column != field and isinstance(told, str)
    if column not in row or names_by_word:
        return True
    if isinstance(told, dict) and told.keys() == {"sealed"}:
        return salt is None or seal(salt, row[column]) == told["sealed"]
    return bool(plain(row[column]) == told)


CHECKS = [
    Check(
        "INV7",
        "Rows that never change say what the ledger tells of them.",
        _told_otherwise,
    ),
]
