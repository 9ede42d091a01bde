"""The catalogue as its pages show it: qualifications by framework, one qualification, one unit."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import (
    Framework,
    FrameworkKind,
    GroupedUnit,
    LearningOutcome,
    Qualification,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
)
from trainer.catalogue.policies import units_visible_to, visible_to
from trainer.catalogue.structures import with_units
from trainer.extensions import db


def listed(actor: User, kind: FrameworkKind | None = None) -> sa.Select[QualificationVersion]:
    """Select the latest version of each qualification, framework by framework."""
    select = visible_to(actor).where(is_latest())
    if kind is not None:
        select = select.where(Framework.kind == kind)
    return (
        select.join(QualificationVersion.qualification)
        .join(Qualification.framework)
        .order_by(Framework.title, Framework.id, QualificationVersion.level, Qualification.id)
        .options(
            contains_eager(QualificationVersion.qualification).contains_eager(
                Qualification.framework
            ),
            raiseload("*"),
        )
    )


def kinds_held() -> Sequence[FrameworkKind]:
    """List the kinds of framework there is at least one of."""
    return db.session.scalars(sa.select(Framework.kind).distinct().order_by(Framework.kind)).all()


def with_everything(actor: User) -> sa.Select[QualificationVersion]:
    """Select qualifications with their groups, units, numbers and other versions."""
    return with_units(visible_to(actor)).options(
        selectinload(QualificationVersion.numbers),
        joinedload(QualificationVersion.qualification).selectinload(Qualification.versions),
    )


def with_criteria(actor: User) -> sa.Select[UnitVersion]:
    """Select units with their outcomes and criteria."""
    return units_visible_to(actor).options(
        selectinload(UnitVersion.outcomes).selectinload(LearningOutcome.criteria),
        raiseload("*"),
    )


def versions_of(actor: User, unit: UnitVersion) -> Sequence[UnitVersion]:
    """List every version of a unit, newest first."""
    return db.session.scalars(
        units_visible_to(actor)
        .where(UnitVersion.unit_id == unit.unit_id)
        .order_by(UnitVersion.number.desc())
        .options(raiseload("*"))
    ).all()


def listing(actor: User, unit: UnitVersion) -> Sequence[QualificationVersion]:
    """List the qualifications that take this very version of a unit."""
    inside = (
        sa.select(UnitGroup.version_id)
        .join(GroupedUnit, GroupedUnit.group_id == UnitGroup.id)
        .where(GroupedUnit.unit_version_id == unit.id)
    )
    return db.session.scalars(
        visible_to(actor)
        .where(QualificationVersion.id.in_(inside))
        .order_by(QualificationVersion.title, QualificationVersion.number.desc())
        .options(raiseload("*"))
    ).all()
