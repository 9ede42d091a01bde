"""What the pages of one unit show: its criteria, every decision on it, the names under it."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    JudgedItem,
    Judgement,
    Signature,
    Submission,
)
from trainer.assessments.queries.claims import OPEN
from trainer.catalogue.models import Criterion, LearningOutcome
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import CriterionLink, Item, Revision
from trainer.registrations.models import Registration, UnitAssessment

_C = CriterionState


def unit_with_people(select: sa.Select[UnitAssessment]) -> sa.Select[UnitAssessment]:
    """Load a unit with its registration and everyone allocated to it."""
    return select.options(
        joinedload(UnitAssessment.unit_version),
        joinedload(UnitAssessment.registration).options(
            joinedload(Registration.version),
            joinedload(Registration.learner),
            joinedload(Registration.assessor),
            joinedload(Registration.iqa),
        ),
    )


@prepared
def seen_by(
    unit_id: Any, person_id: Any, day: Any, *, sites: Collection[int | None]
) -> sa.Select[UnitAssessment]:
    """Select a unit whose progress this person may see on a day, for its pages."""
    found = policies.units_visible(person_id, day, sites=sites)
    return unit_with_people(found).where(UnitAssessment.id == unit_id)


def criteria_of_unit(unit: UnitAssessment) -> Sequence[AnyRow]:
    """List a unit's criteria with their outcomes and how each stands."""
    return db.session.execute(*_criteria(unit.id, unit.unit_version_id)).all()


@prepared
def _criteria(unit_id: Any, unit_version_id: Any) -> Columns:
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == unit_id,
        CriterionStanding.criterion_id == Criterion.id,
    )
    return (
        sa.select(
            Criterion.id,
            Criterion.number,
            Criterion.text,
            LearningOutcome.number.label("outcome_number"),
            LearningOutcome.title.label("outcome"),
            sa.func.coalesce(CriterionStanding.state, _C.NOT_STARTED).label("state"),
            CriterionStanding.judgement_id,
        )
        .join(LearningOutcome, LearningOutcome.id == Criterion.outcome_id)
        .outerjoin(CriterionStanding, standing)
        .where(Criterion.unit_version_id == unit_version_id)
        .order_by(Criterion.position)
    )


def judgements_of_unit(unit: UnitAssessment) -> Sequence[Judgement]:
    """Load every judgement on a unit, newest first, with its judge and what it rests on."""
    return db.session.scalars(*_judgements(unit.id)).all()


@prepared
def _judgements(unit_id: Any) -> sa.Select[Judgement]:
    return (
        sa.select(Judgement)
        .where(Judgement.unit_assessment_id == unit_id)
        .options(
            joinedload(Judgement.judge),
            selectinload(Judgement.items).joinedload(JudgedItem.revision).joinedload(Revision.item),
        )
        .order_by(Judgement.id.desc())
    )


def sent_for_unit(unit: UnitAssessment) -> Sequence[AnyRow]:
    """List what was sent for each criterion of a unit and waits, with since when."""
    return db.session.execute(*_sent(unit.registration_id, unit.unit_version_id)).all()


@prepared
def _sent(registration_id: Any, unit_version_id: Any) -> Columns:
    return (
        sa.select(
            Submission.id,
            Submission.submitted_at,
            CriterionLink.criterion_id,
            Item.number,
            User.name.label("assessor"),
        )
        .join(CriterionLink, CriterionLink.revision_id == Submission.revision_id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .join(Revision, Revision.id == Submission.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .join(User, User.id == Submission.assessor_id)
        .where(
            Submission.registration_id == registration_id,
            Submission.status.in_(OPEN),
            Criterion.unit_version_id == unit_version_id,
        )
        .order_by(Submission.id)
    )


def signatures_of(unit: UnitAssessment) -> Sequence[Signature]:
    """Load every signature under a unit, those of earlier cycles included, newest first."""
    return db.session.scalars(*_signatures(unit.id)).all()


@prepared
def _signatures(unit_id: Any) -> sa.Select[Signature]:
    return (
        sa.select(Signature)
        .where(Signature.unit_assessment_id == unit_id)
        .order_by(Signature.id.desc())
    )
