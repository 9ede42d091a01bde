"""Versions as these pages show them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.models import (
    LearningOutcome,
    Qualification,
    QualificationVersion,
    Unit,
    UnitVersion,
)
from trainer.catalogue.policies import units_visible_to, visible_to
from trainer.catalogue.structures import with_units
from trainer.extensions import db
from trainer.versions.models import Draft, DraftStatus


def pair_of_units(
    actor: User, version_id: int, other_id: int
) -> tuple[UnitVersion, UnitVersion] | None:
    """Find two published versions of one unit, the earlier first."""
    found = db.session.scalars(
        units_visible_to(actor)
        .where(UnitVersion.id.in_({version_id, other_id}))
        .order_by(UnitVersion.number)
    ).all()
    if len(found) != len({version_id, other_id}):
        return None
    former, later = found[0], found[-1]
    return (former, later) if former.unit_id == later.unit_id else None


def pair(
    actor: User, version_id: int, other_id: int
) -> tuple[QualificationVersion, QualificationVersion] | None:
    """Find two published versions of one qualification with their units, the earlier first."""
    found = db.session.scalars(
        _whole(visible_to(actor))
        .where(QualificationVersion.id.in_({version_id, other_id}))
        .order_by(QualificationVersion.number)
    ).all()
    if len(found) != len({version_id, other_id}):
        return None
    former, later = found[0], found[-1]
    return (former, later) if former.qualification_id == later.qualification_id else None


def qualification_coded(code: str) -> sa.Select[Qualification]:
    """Select a qualification by its code."""
    return sa.select(Qualification).where(Qualification.code == code)


def published(code: str) -> sa.Select[QualificationVersion]:
    """Select the published versions of a qualification by its code, with their units."""
    return (
        _whole(sa.select(QualificationVersion))
        .join(QualificationVersion.qualification)
        .where(Qualification.code == code, QualificationVersion.published_at.is_not(None))
    )


def _whole(select: sa.Select[QualificationVersion]) -> sa.Select[QualificationVersion]:
    return with_units(select).options(selectinload(QualificationVersion.numbers))


def unit_numbered(code: str, number: int) -> sa.Select[UnitVersion]:
    """Select a published version of a unit by its code and number."""
    return (
        sa.select(UnitVersion)
        .join(UnitVersion.unit)
        .where(
            Unit.code == code,
            UnitVersion.number == number,
            UnitVersion.published_at.is_not(None),
        )
    )


def open_drafts() -> Sequence[Draft]:
    """List the drafts that are being written, the last changed first."""
    return db.session.scalars(
        sa.select(Draft)
        .where(Draft.status == DraftStatus.OPEN)
        .options(joinedload(Draft.changed_by), joinedload(Draft.unit_base), joinedload(Draft.base))
        .order_by(Draft.changed_at.desc(), Draft.id.desc())
    ).all()


def draft_shown(draft_id: int) -> sa.Select[Draft]:
    """Select a draft with what it follows, in full."""
    return (
        sa.select(Draft)
        .where(Draft.id == draft_id)
        .options(
            joinedload(Draft.changed_by),
            joinedload(Draft.base),
            joinedload(Draft.unit_base)
            .selectinload(UnitVersion.outcomes)
            .selectinload(LearningOutcome.criteria),
        )
    )


def later_than(version: QualificationVersion) -> QualificationVersion | None:
    """Find the latest published version of the same qualification, if it is a later one."""
    return db.session.scalar(
        sa.select(QualificationVersion)
        .where(
            QualificationVersion.qualification_id == version.qualification_id,
            QualificationVersion.number > version.number,
            QualificationVersion.published_at.is_not(None),
        )
        .order_by(QualificationVersion.number.desc())
        .limit(1)
        .options(raiseload("*"))
    )
