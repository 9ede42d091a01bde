"""Which published qualification an identifier of another program's belongs to."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import (
    Criterion,
    GroupedUnit,
    LearningOutcome,
    Qualification,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
)
from trainer.catalogue.policies import visible_to
from trainer.extensions import db


def documents(actor: User) -> sa.Select[QualificationVersion]:
    """Select the latest version of every qualification somebody may read."""
    return (
        visible_to(actor)
        .join(QualificationVersion.qualification)
        .where(is_latest())
        .order_by(Qualification.id)
    )


def document(actor: User, identifier: str) -> sa.Select[QualificationVersion]:
    """Select the latest version of one qualification."""
    return documents(actor).where(Qualification.identifier == identifier)


def holding(actor: User, identifier: str) -> sa.Select[QualificationVersion]:
    """Select the newest qualification that holds a unit, an outcome or a criterion."""
    unit = db.session.scalar(
        sa.union_all(
            sa.select(UnitVersion.id.label("id"))
            .join(UnitVersion.unit)
            .where(Unit.identifier == identifier, UnitVersion.published_at.is_not(None)),
            sa.select(LearningOutcome.unit_version_id).where(
                LearningOutcome.identifier == identifier
            ),
            sa.select(Criterion.unit_version_id).where(Criterion.identifier == identifier),
        )
        .order_by(sa.desc("id"))
        .limit(1)
    )
    inside = (
        sa.select(UnitGroup.version_id)
        .join(GroupedUnit, GroupedUnit.group_id == UnitGroup.id)
        .where(GroupedUnit.unit_version_id == unit)
    )
    return (
        visible_to(actor)
        .where(QualificationVersion.id.in_(inside))
        .order_by(QualificationVersion.id.desc())
    )
