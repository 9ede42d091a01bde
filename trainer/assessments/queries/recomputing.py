"""Compute anew, from claims, judgements and signatures, what standings and unit states must be."""

from datetime import datetime

import sqlalchemy as sa

from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    Signature,
    SignedAs,
    Submission,
)
from trainer.assessments.queries.claims import standings
from trainer.assessments.rules import Stands, unit_status_of
from trainer.catalogue.models import Criterion
from trainer.extensions import db
from trainer.logs.models import CriterionLink
from trainer.registrations.crediting import credit_of
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


def wrong_standings(registration: Registration) -> list[tuple[int, int]]:
    """List (unit assessment, criterion) where the kept standing is not the computed one."""
    computed = standings(registration.id)
    kept = {
        (row.unit_assessment_id, row.criterion_id): Stands(
            row.state, row.judgement_id, row.submission_id
        )
        for row in db.session.scalars(
            sa.select(CriterionStanding)
            .join(UnitAssessment, UnitAssessment.id == CriterionStanding.unit_assessment_id)
            .where(UnitAssessment.registration_id == registration.id)
        )
    }
    return sorted(
        key for key in computed.keys() | kept.keys() if computed.get(key) != kept.get(key)
    )


def recomputed_status(
    unit: UnitAssessment, *, released: bool, asked_again_at: datetime | None
) -> UnitStatus:
    """Say where a unit must be, given what quality assurance knows of it.

    `asked_again_at` is when an IQA last sent it back; that is over once something new happened.
    """
    computed = standings(unit.registration_id)
    criteria = db.session.scalars(
        sa.select(Criterion.id).where(Criterion.unit_version_id == unit.unit_version_id)
    ).all()
    states = [
        computed.get((unit.id, criterion_id), Stands(CriterionState.NOT_STARTED)).state
        for criterion_id in criteria
    ]
    last = _last_touched(unit)
    return unit_status_of(
        states,
        signed=_signed(unit),
        countersign_due=unit.status is UnitStatus.ASSESSED_COMPETENT,
        released=released,
        action_open=asked_again_at is not None and (last is None or last <= asked_again_at),
        begun=last is not None,
        planned=unit.status is UnitStatus.PLANNED,
        withdrawn=unit.status is UnitStatus.WITHDRAWN,
        credited=credit_of(unit) is not None,
    )


def _signed(unit: UnitAssessment) -> set[SignedAs]:
    select = sa.select(Signature.signed_as).where(
        Signature.unit_assessment_id == unit.id, Signature.cycle == unit.cycle
    )
    return set(db.session.scalars(select))


def _last_touched(unit: UnitAssessment) -> datetime | None:
    """Tell when evidence for the unit was last sent or judged; asking again is not judging."""
    sent = db.session.scalar(
        sa.select(sa.func.max(Submission.submitted_at))
        .join(CriterionLink, CriterionLink.revision_id == Submission.revision_id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .where(
            Submission.registration_id == unit.registration_id,
            Criterion.unit_version_id == unit.unit_version_id,
        )
    )
    judged = db.session.scalar(
        sa.select(sa.func.max(Judgement.decided_at)).where(
            Judgement.unit_assessment_id == unit.id,
            Judgement.outcome != CriterionState.REOPENED,
        )
    )
    return max((at for at in (sent, judged) if at is not None), default=None)
