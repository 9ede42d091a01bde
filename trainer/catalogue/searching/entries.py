"""What is looked through: a row for the latest version of each unit and each qualification."""

from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from trainer.catalogue.events import CataloguePublished
from trainer.catalogue.models import (
    Criterion,
    Facts,
    LearningOutcome,
    QualificationVersion,
    UnitVersion,
)
from trainer.catalogue.searching.words import TABLE, install, plain
from trainer.core.database import Base, intpk
from trainer.extensions import db


class EntryKind(StrEnum):
    """What a row stands for."""

    QUALIFICATION = "qualification"
    UNIT = "unit"


class CatalogueEntry(Base):
    """A unit or a qualification as it is found: what a list shows of it, and its words."""

    __tablename__ = TABLE

    id: Mapped[intpk]
    kind: Mapped[EntryKind]
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("units.id"), unique=True)
    qualification_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("qualifications.id"), unique=True
    )
    version_id: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(300))
    level: Mapped[int | None] = mapped_column(index=True)
    credit: Mapped[int | None]
    facts: Mapped[Facts]
    body: Mapped[str] = mapped_column(sa.String(120), default="")
    heading: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text)


@sa.event.listens_for(CatalogueEntry.__table__, "after_create")
def _with_its_index(_table: object, connection: sa.Connection, **_more: object) -> None:
    install(connection)


def keep_in_step(event: CataloguePublished) -> None:
    """Let what has just been published be found, in the place of the version before it."""
    version = event.subject
    if isinstance(version, UnitVersion):
        row = _row(CatalogueEntry.unit_id == version.unit_id)
        row.kind, row.unit_id, row.code = EntryKind.UNIT, version.unit_id, version.code
        texts, row.body = _of_unit(version), ""
    else:
        qualification = version.qualification
        row = _row(CatalogueEntry.qualification_id == qualification.id)
        row.kind, row.qualification_id = EntryKind.QUALIFICATION, qualification.id
        row.code, row.body = qualification.code, version.body
        texts = _of_qualification(version)
    row.version_id, row.title, row.facts = version.id, version.title, version.facts
    row.level, row.credit = version.level, version.credit
    row.heading = plain(f"{row.code} {row.title}")
    row.words = plain(" ".join(texts))
    db.session.add(row)


def _row(condition: sa.ColumnElement[bool]) -> CatalogueEntry:
    return db.session.scalars(sa.select(CatalogueEntry).where(condition)).first() or (
        CatalogueEntry()
    )


def _of_unit(version: UnitVersion) -> Iterator[str]:
    outcomes = sa.select(LearningOutcome.title).where(LearningOutcome.unit_version_id == version.id)
    yield from db.session.scalars(outcomes.order_by(LearningOutcome.position))
    criteria = sa.select(Criterion.text, Criterion.words).where(
        Criterion.unit_version_id == version.id
    )
    for text, words in db.session.execute(criteria.order_by(Criterion.position)):
        yield text
        yield from words


def _of_qualification(version: QualificationVersion) -> Iterator[str]:
    yield from (version.qualification.framework.title, version.structure, version.body)
    for number in version.numbers:
        yield from (number.organisation, number.number, number.scheme)
