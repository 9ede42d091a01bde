"""What is known of somebody who might answer an appeal, gathered for the rules."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appeals.models import Appeal, AppealOutcome, Stage
from trainer.appeals.rules import Hearer
from trainer.assessments.models import Signature, SignedAs
from trainer.assessments.policies import deciders_of
from trainer.assessors.models import ConflictOfInterest
from trainer.assessors.policies import may_assess, may_verify
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import reports_to
from trainer.registrations.work import work_on

QUALITY = (Role.ASSESSOR, Role.IQA, Role.TRAINING_ADMIN)
"""The roles that know what a fair judgement asks for."""


def known_of(person: User, appeal: Appeal) -> Hearer:
    """Gather what the rules ask of somebody who might answer the appeal at its stage."""
    unit = appeal.unit_assessment
    registration = unit.registration
    return Hearer(
        entitled=_is_entitled(person, appeal),
        is_learner=person.id == appeal.learner_id,
        has_left=not person.active,
        answered_before=_has_answered(person, appeal),
        barred=_is_tied(person, appeal.learner_id),
        took_part=person.id in deciders_of(unit) or _has_released(person, appeal),
        allocated=person.id in {registration.assessor_id, registration.iqa_id},
        manages=_leads(person, appeal.learner_id),
    )


def _is_entitled(person: User, appeal: Appeal) -> bool:
    registration = appeal.unit_assessment.registration
    about = (work_on(appeal.unit_assessment), clock.now())
    match appeal.stage:
        case Stage.ASSESSOR:
            return person.id == registration.assessor_id and bool(may_assess(person, *about))
        case Stage.IQA:
            return bool(may_verify(person, *about))
        case Stage.PANEL:
            return any(person.holds(role) for role in QUALITY)
        case Stage.AWARDING:
            return person.holds(Role.TRAINING_ADMIN)


def _has_answered(person: User, appeal: Appeal) -> bool:
    answered = sa.select(AppealOutcome.id).where(
        AppealOutcome.appeal_id == appeal.id, AppealOutcome.decider_id == person.id
    )
    return db.session.scalar(answered.limit(1)) is not None


def _has_released(person: User, appeal: Appeal) -> bool:
    released = sa.select(Signature.id).where(
        Signature.unit_assessment_id == appeal.unit_assessment_id,
        Signature.signer_id == person.id,
        Signature.signed_as == SignedAs.IQA,
    )
    return db.session.scalar(released.limit(1)) is not None


def _is_tied(person: User, learner_id: int) -> bool:
    tie = sa.select(ConflictOfInterest).where(
        ConflictOfInterest.ended_at.is_(None),
        sa.or_(
            sa.and_(
                ConflictOfInterest.holder_id == person.id,
                ConflictOfInterest.other_id == learner_id,
            ),
            sa.and_(
                ConflictOfInterest.holder_id == learner_id,
                ConflictOfInterest.other_id == person.id,
            ),
        ),
    )
    return any(one.bars for one in db.session.scalars(tie))


def _leads(person: User, learner_id: int) -> bool:
    led = reports_to(person).subquery()
    return db.session.scalar(sa.select(led.c[0]).where(led.c[0] == learner_id).limit(1)) is not None
