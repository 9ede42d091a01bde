"""What is known of somebody towards a case, gathered for the rules."""

from collections.abc import Collection

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Judgement, Signature
from trainer.assessors.models import ConflictKind, ConflictOfInterest
from trainer.extensions import db
from trainer.malpractice.models import Case, CaseEntry, Step
from trainer.malpractice.rules import Known
from trainer.people.models import Role
from trainer.people.policies import reports_to
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.policies import at_sites_of

QUALITY = (Role.IQA, Role.TRAINING_ADMIN)
"""The roles that decide on a case."""


def has_part(person: User, learner: User) -> bool:
    """Say whether somebody sees the learner's work as assessor, quality assurer or administrator."""
    registration = sa.select(Registration.id).where(
        Registration.learner_id == learner.id,
        sa.or_(
            Registration.assessor_id == person.id,
            Registration.iqa_id == person.id,
            at_sites_of(person, Role.TRAINING_ADMIN),
        ),
    )
    return db.session.scalar(registration.limit(1)) is not None


def known_at_first(person: User, learner: User, concerned: User) -> Known:
    """Gather what is asked of somebody who would set the learner's evidence aside."""
    return Known(
        entitled=has_part(person, learner),
        is_learner=person == learner,
        is_concerned=person == concerned,
        has_left=not person.active,
    )


def known_of(person: User, case: Case, step: Step) -> Known:
    """Gather what the rules ask of somebody who would do this step of a case."""
    about = {case.learner_id, case.concerned_id}
    return Known(
        entitled=_is_entitled(person, case, step),
        is_learner=person.id == case.learner_id,
        is_concerned=person.id == case.concerned_id,
        has_left=not person.active,
        did_another_step=_did_another(person, case, step),
        barred=_is_tied(person, about),
        judged=_has_judged(person, case.learner_id),
        involved=_is_involved(person, case.learner_id),
        manages=_leads(person, about),
    )


def _is_entitled(person: User, case: Case, step: Step) -> bool:
    if step is Step.REPORTED:
        return True
    return any(person.holds(role) for role in QUALITY) and has_part(person, case.learner)


def _did_another(person: User, case: Case, step: Step) -> bool:
    if step is not Step.REPORTED and person.id == case.investigator_id:
        return True
    wrote = sa.select(CaseEntry.id).where(
        CaseEntry.case_id == case.id, CaseEntry.author_id == person.id, CaseEntry.step != step
    )
    return db.session.scalar(wrote.limit(1)) is not None


def _is_tied(person: User, others: Collection[int]) -> bool:
    tie = sa.select(ConflictOfInterest.id).where(
        ConflictOfInterest.ended_at.is_(None),
        ConflictOfInterest.kind != ConflictKind.LINE_MANAGER,
        sa.or_(
            sa.and_(
                ConflictOfInterest.holder_id == person.id, ConflictOfInterest.other_id.in_(others)
            ),
            sa.and_(
                ConflictOfInterest.holder_id.in_(others), ConflictOfInterest.other_id == person.id
            ),
        ),
    )
    return db.session.scalar(tie.limit(1)) is not None


def _has_judged(person: User, learner_id: int) -> bool:
    judged = sa.select(Judgement.id).where(
        Judgement.learner_id == learner_id, Judgement.judge_id == person.id
    )
    return db.session.scalar(judged.limit(1)) is not None


def _is_involved(person: User, learner_id: int) -> bool:
    signed = (
        sa.select(Signature.id)
        .join(UnitAssessment, UnitAssessment.id == Signature.unit_assessment_id)
        .where(Signature.learner_id == learner_id, Signature.signer_id == person.id)
    )
    allocated = sa.select(Registration.id).where(
        Registration.learner_id == learner_id,
        sa.or_(Registration.assessor_id == person.id, Registration.iqa_id == person.id),
    )
    return _has_judged(person, learner_id) or any(
        db.session.scalar(found.limit(1)) is not None for found in (signed, allocated)
    )


def _leads(person: User, others: Collection[int]) -> bool:
    led = reports_to(person).subquery()
    found = sa.select(led.c[0]).where(led.c[0].in_(others)).limit(1)
    return db.session.scalar(found) is not None
