"""Who sees submissions and units, and who may submit, judge, sign and countersign."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.countersigners import countersigned_on
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    Signature,
    SignedAs,
    Submission,
)
from trainer.assessments.resting import rests_on_usable
from trainer.assessors.policies import is_accredited_for, may_assess_for, may_countersign
from trainer.assessors.terms import Work
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import EvidenceStatus, Item
from trainer.logs.policies import may_be_used
from trainer.people.models import Role
from trainer.registrations.models import (
    CreditTransfer,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.registrations.policies import (
    progress_sites,
    progress_visible,
    progress_visible_to,
)
from trainer.registrations.work import units_behind, work_on, work_under

_R = RegistrationStatus
_U = UnitStatus

SUBMITTING = frozenset({_R.REGISTERED, _R.ACTIVE})
DECIDING = frozenset({_R.ACTIVE, _R.BREAK_IN_LEARNING, _R.UNITS_COMPLETE})
"""Where a registration must be for evidence to be sent, and for decisions on it."""

CLAIMABLE = frozenset({_U.NOT_STARTED, _U.PLANNED, _U.IN_PROGRESS, _U.IQA_ACTION_REQUIRED})
CORRECTABLE = CLAIMABLE | {_U.READY, _U.LEARNER_SIGNED, _U.ASSESSED_COMPETENT}
"""Where a unit must be for its criteria to be judged, and for a judgement to be corrected."""


def visible_to(actor: User) -> sa.Select[Submission]:
    """Select the submissions whose words and files this person may read."""
    return visible(actor.id, clock.today())


def visible(person_id: Any, day: Any) -> sa.Select[Submission]:
    """Select what somebody may read on a day; both may be values given when it is run."""
    judged = sa.exists().where(
        Judgement.submission_id == Submission.id, Judgement.judge_id == person_id
    )
    to_countersign = sa.exists().where(
        Judgement.submission_id == Submission.id,
        Judgement.unit_assessment_id == UnitAssessment.id,
        UnitAssessment.status == _U.ASSESSED_COMPETENT,
        Registration.version_id.in_(countersigned_on(person_id, day)),
    )
    return (
        sa.select(Submission)
        .join(Submission.registration)
        .where(
            sa.or_(
                Registration.learner_id == person_id,
                Submission.assessor_id == person_id,
                Registration.assessor_id == person_id,
                Registration.iqa_id == person_id,
                judged,
                to_countersign,
            )
        )
    )


def others_visible(person_id: Any, day: Any) -> sa.Select[Submission]:
    """Select the submissions of others that somebody judges, has judged or assures on a day."""
    return visible(person_id, day).where(Registration.learner_id != person_id)


def judgements_visible_to(actor: User) -> sa.Select[Judgement]:
    """Select the judgements on submissions that this person may read."""
    ids = visible_to(actor).with_only_columns(Submission.id)
    return sa.select(Judgement).where(Judgement.submission_id.in_(ids))


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations whose progress this person may see."""
    return sa.select(Registration).where(progress_visible_to(actor))


def units_visible_to(actor: User) -> sa.Select[UnitAssessment]:
    """Select the units whose progress this person may see, those to countersign among them."""
    return units_visible(actor.id, clock.today(), sites=progress_sites(actor))


def units_visible(
    person_id: Any, day: Any, *, sites: Collection[int | None]
) -> sa.Select[UnitAssessment]:
    """Select those of somebody on a day, who administers training at these sites."""
    units = sa.select(UnitAssessment).join(UnitAssessment.registration)
    signed = sa.exists().where(
        Signature.unit_assessment_id == UnitAssessment.id, Signature.signer_id == person_id
    )
    to_countersign = sa.and_(
        UnitAssessment.status == _U.ASSESSED_COMPETENT,
        Registration.version_id.in_(countersigned_on(person_id, day)),
    )
    seen = progress_visible(person_id, day, sites=sites)
    return units.where(sa.or_(seen, signed, to_countersign))


def may_read_words(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may open what was sent: those with a part in the registration."""
    if actor.id in {registration.learner_id, registration.assessor_id, registration.iqa_id}:
        return YES
    return no(_("What was written stays between the learner and those who assess and assure it."))


def may_read_feedback(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may read what the assessor wrote; a manager sees progress only."""
    if may_read_words(actor, unit.registration):
        return YES
    if actor.holds(Role.TRAINING_ADMIN) or may_countersign_unit(actor, unit):
        return YES
    return no(_("Feedback stays between the learner and those who assess and assure the work."))


def may_submit(actor: User, item: Item) -> Verdict:
    """Say whether this person may put the item before an assessor: its owner."""
    if item.owner_id != actor.id:
        return no(_("Only the person whose log this is may submit from it."))
    if item.status not in {EvidenceStatus.DRAFT, EvidenceStatus.SUBMITTED}:
        return no(_("This entry has been withdrawn or set aside, so it can't be submitted."))
    return may_be_used(item)


def may_judge(actor: User, submission: Submission) -> Verdict:
    """Say whether this person may decide on a submission now.

    The rule against judging one's own work comes first, so that it holds even for someone who has
    by mistake been allocated to themselves.
    """
    registration = submission.registration
    if actor.id == registration.learner_id:
        return no(_("You can't assess your own work."))
    if actor.id != submission.assessor_id:
        return no(_("Only %(name)s, the assessor, can judge this.", name=submission.assessor.name))
    usable = may_be_used(submission.revision.item)
    return _on_the_register(actor, registration, work_under(registration)) if usable else usable


def may_judge_units(
    actor: User, submission: Submission, unit_assessments: Collection[int]
) -> Verdict:
    """Say whether this person may decide on what the submission claims of these units now."""
    registration = submission.registration
    work = work_under(registration, units_behind(unit_assessments))
    return _on_the_register(actor, registration, work)


def may_correct(actor: User, judgement: Judgement) -> Verdict:
    """Say whether this person may put a later judgement in the place of this one."""
    unit = judgement.unit_assessment
    verdict = may_correct_on(actor, unit)
    return _on_the_register(actor, unit.registration, work_on(unit)) if verdict else verdict


def may_correct_on(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether judgements on a unit are this person's to change now, the register aside."""
    registration = unit.registration
    if actor.id == registration.learner_id:
        return no(_("You can't assess your own work."))
    if actor.id != registration.assessor_id:
        return no(
            _("Only %(name)s, the assessor, can change this.", name=registration.assessor.name)
        )
    if unit.status not in CORRECTABLE:
        return no(
            _("This unit is with the quality assurer or done. Ask them to send it back first.")
        )
    return YES


def may_reply(actor: User, judgement: Judgement) -> Verdict:
    """Say whether this person may write about the feedback on a criterion: learner and assessor.

    Once the criterion is met the conversation is closed.
    """
    registration = judgement.unit_assessment.registration
    if actor.id not in {registration.learner_id, registration.assessor_id}:
        return no(_("This is between the learner and their assessor."))
    if registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    key = (judgement.unit_assessment_id, judgement.criterion_id)
    standing = db.session.get(CriterionStanding, key)
    if standing is not None and standing.state is CriterionState.MET:
        return no(_("This criterion is met, so the conversation about it is closed."))
    return YES


def _on_the_register(actor: User, registration: Registration, work: Work) -> Verdict:
    if registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    return may_assess_for(actor, registration.version, work, clock.now())


def may_sign(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether it is this person's turn to sign the unit, in whichever part."""
    match unit.status:
        case _U.READY:
            return may_sign_as_learner(actor, unit)
        case _U.LEARNER_SIGNED:
            return may_sign_as_assessor(actor, unit)
        case _U.ASSESSED_COMPETENT:
            return may_countersign_unit(actor, unit)
    return no(_("There is nothing to sign on this unit now."))


def may_sign_as_learner(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may declare the unit's evidence their own: the learner."""
    if actor.id != unit.registration.learner_id:
        return no(_("Only the learner can sign this now."))
    if unit.registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    return rests_on_usable(unit)


def may_sign_as_assessor(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may declare the learner competent: the allocated assessor."""
    registration = unit.registration
    if actor.id == registration.learner_id:
        return no(_("You can't assess your own work."))
    if actor.id != registration.assessor_id:
        return no(
            _("Only %(name)s, the assessor, can sign this now.", name=registration.assessor.name)
        )
    on_the_register = _on_the_register(actor, registration, work_on(unit))
    return first_refusal(on_the_register, rests_on_usable(unit))


def may_countersign_unit(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may put a second name under an assessor in training."""
    registration = unit.registration
    if actor.id == registration.learner_id:
        return no(_("You can't countersign a decision on your own work."))
    if actor.id == registration.iqa_id:
        return no(_("You will quality assure this unit, so someone else has to countersign it."))
    if unit.status is not _U.ASSESSED_COMPETENT:
        return no(_("This unit doesn't wait for a countersignature."))
    if registration.status not in DECIDING:
        return no(_("This registration has ended, so nothing more is decided under it."))
    version, now = registration.version, clock.now()
    return first_refusal(
        may_countersign(actor, work_on(unit), now),
        is_accredited_for(actor, version, now),
        _did_not_decide(actor, unit),
        rests_on_usable(unit),
    )


def _did_not_decide(actor: User, unit: UnitAssessment) -> Verdict:
    if actor.id in deciders_of(unit):
        return no(_("You assessed this, so someone else has to check it."))
    return YES


def deciders_of(unit: UnitAssessment) -> set[int]:
    """Name everyone who judged a criterion of the unit, assessed, countersigned or credited it."""
    judges = sa.select(Judgement.judge_id).where(
        Judgement.unit_assessment_id == unit.id, Judgement.outcome != CriterionState.REOPENED
    )
    signers = sa.select(Signature.signer_id).where(
        Signature.unit_assessment_id == unit.id,
        Signature.signed_as.in_([SignedAs.ASSESSOR, SignedAs.COUNTERSIGNER]),
    )
    checkers = sa.select(CreditTransfer.checked_by_id).where(
        CreditTransfer.unit_assessment_id == unit.id, CreditTransfer.ended_at.is_(None)
    )
    return set(db.session.scalars(judges.union(signers, checkers)))


def may_reopen(actor: User, unit: UnitAssessment) -> Verdict:
    """Say whether this person may ask for met criteria to be judged again.

    The quality assurer may while the unit waits for them, and so may the countersigner.
    """
    if unit.status is _U.ASSESSED_COMPETENT:
        return may_countersign_unit(actor, unit)
    if unit.status is _U.AWAITING_IQA and actor.id == unit.registration.iqa_id:
        return _did_not_decide(actor, unit)
    return no(_("Only the quality assurer can ask for that, while the unit waits for them."))
