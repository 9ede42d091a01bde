"""What falls with an item: the judgements that rest on it, and whether a unit still holds."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    JudgedItem,
    Judgement,
    Submission,
)
from trainer.assessments.queries.claims import OPEN
from trainer.catalogue.models import Criterion
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


def is_live() -> sa.ColumnElement[bool]:
    """Match the judgements that no later one supersedes."""
    later = aliased(Judgement)
    return ~sa.exists().where(later.supersedes_id == Judgement.id)


def met_by(item_ids: Collection[int]) -> Sequence[Judgement]:
    """Load the judgements in force that say "met" and rest on one of these items."""
    rests = (
        sa.select(JudgedItem.judgement_id)
        .join(Revision, Revision.id == JudgedItem.revision_id)
        .where(Revision.item_id.in_(item_ids))
    )
    return db.session.scalars(
        sa.select(Judgement)
        .join(Judgement.unit_assessment)
        .where(
            Judgement.id.in_(rests),
            Judgement.outcome == CriterionState.MET,
            UnitAssessment.status != UnitStatus.WITHDRAWN,
            is_live(),
        )
        .options(joinedload(Judgement.criterion), joinedload(Judgement.unit_assessment))
        .order_by(Judgement.id)
    ).all()


def waiting_with(item_ids: Collection[int]) -> Sequence[Submission]:
    """Load the submissions of these items that wait for an assessor."""
    return db.session.scalars(
        sa.select(Submission)
        .join(Submission.revision)
        .where(Revision.item_id.in_(item_ids), Submission.status.in_(OPEN))
        .order_by(Submission.id)
    ).all()


def registrations_with(item_ids: Collection[int]) -> Sequence[Registration]:
    """Load the registrations under which any of these items was sent."""
    sent = (
        sa.select(Submission.registration_id)
        .join(Submission.revision)
        .where(Revision.item_id.in_(item_ids))
    )
    return db.session.scalars(
        sa.select(Registration).where(Registration.id.in_(sent)).order_by(Registration.id)
    ).all()


def has_gaps(unit: UnitAssessment) -> bool:
    """Say whether a criterion of the unit is not met."""
    met = sa.exists().where(
        CriterionStanding.unit_assessment_id == unit.id,
        CriterionStanding.criterion_id == Criterion.id,
        CriterionStanding.state == CriterionState.MET,
    )
    gap = sa.select(Criterion.id).where(Criterion.unit_version_id == unit.unit_version_id, ~met)
    return db.session.scalar(gap.limit(1)) is not None
