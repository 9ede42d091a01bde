"""Who has a part in an appraisal, and what each may do at its stage.

Assessors, quality assurers and administrators of training or of the system have none.
"""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAppeal,
    AppraisalStep,
    CalibrationLine,
    CalibrationSession,
    Cycle,
    CycleStatus,
)
from trainer.appraisals.rules.appealing import AppraisalAppealStatus
from trainer.appraisals.rules.stages import (
    ANSWERED,
    LOCKED,
    OVER,
    RANKS,
    SIGNED_BY_MANAGER,
    AppraisalStage,
    Party,
)
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import serves_everywhere, sites_served

_S = AppraisalStage
BEFORE_SHARING = frozenset({_S.SCHEDULED, _S.SELF_ASSESSMENT, _S.MANAGER_DRAFT, _S.CALIBRATION})
MEETING_AHEAD = BEFORE_SHARING | {_S.SHARED}


def may_plan(actor: User) -> Verdict:
    """Say whether this person plans rounds and writes their forms."""
    if serves_everywhere(actor, {Role.HR}):
        return YES
    return no(_("HR for every site plans rounds of appraisals."))


def may_follow(actor: User) -> Verdict:
    """Say whether this person sees how rounds are going, for the sites they serve."""
    if sites_served(actor, {Role.HR}):
        return YES
    return no(_("HR follows rounds of appraisals."))


def visible_to(actor: User) -> sa.Select[Appraisal]:
    """Select the appraisals in which somebody has a part, whatever of them they see."""
    return sa.select(Appraisal).where(
        sa.or_(
            reads_all(actor),
            Appraisal.id.in_(_calibrated_by(actor)),
            Appraisal.id.in_(_heard_by(actor)),
        )
    )


def reads_all(actor: User) -> sa.ColumnElement[bool]:
    """Match the appraisals of which somebody reads everything once they are locked."""
    sites = sites_served(actor, {Role.HR})
    if None in sites:
        return sa.true()
    return sa.or_(
        Appraisal.person_id == actor.id,
        Appraisal.manager_id == actor.id,
        Appraisal.second_line_id == actor.id,
        Appraisal.site_id.in_(sites),
    )


def _calibrated_by(actor: User) -> sa.Select[int]:
    """Select the appraisals in running sessions that one of this manager’s is in as well."""
    own = (
        sa.select(CalibrationLine.session_id)
        .join(CalibrationLine.session)
        .join(CalibrationLine.appraisal)
        .where(Appraisal.manager_id == actor.id, CalibrationSession.ended_at.is_(None))
    )
    return sa.select(CalibrationLine.appraisal_id).where(CalibrationLine.session_id.in_(own))


def _heard_by(actor: User) -> sa.Select[int]:
    """Select the appraisals whose appeal this person was asked to answer."""
    return sa.select(AppraisalAppeal.appraisal_id).where(
        AppraisalAppeal.hearer_id == actor.id,
        AppraisalAppeal.status != AppraisalAppealStatus.WITHDRAWN,
    )


def party_of(actor: User, appraisal: Appraisal) -> Party | None:
    """Say who somebody is to an appraisal; None for a stranger, who learns nothing of it."""
    simple = {
        appraisal.person_id: Party.APPRAISEE,
        appraisal.manager_id: Party.MANAGER,
        appraisal.second_line_id: Party.SECOND_LINE,
    }
    if (party := simple.get(actor.id)) is not None:
        return party
    if sites_served(actor, {Role.HR}) & {None, appraisal.site_id}:
        return Party.HR
    if appraisal.status is _S.CALIBRATION and db.session.scalar(
        _calibrated_by(actor).where(CalibrationLine.appraisal_id == appraisal.id)
    ):
        return Party.CALIBRATOR
    if appraisal.status in LOCKED and db.session.scalar(
        _heard_by(actor).where(AppraisalAppeal.appraisal_id == appraisal.id)
    ):
        return Party.HEARER
    return None


def may_hand_in(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may hand in their self-assessment."""
    return first_refusal(_is_person(actor, appraisal), _is_at(appraisal, _S.SELF_ASSESSMENT))


def may_go_on_without(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether the manager may go on without a self-assessment: once it is overdue."""
    refusal = first_refusal(_is_manager(actor, appraisal), _is_at(appraisal, _S.SELF_ASSESSMENT))
    if refusal and clock.today() <= appraisal.cycle.self_due_on:
        return no(_("There is still time for the self-assessment."))
    return refusal


def may_share(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether the manager may hand in their assessment."""
    return first_refusal(_is_manager(actor, appraisal), _is_at(appraisal, _S.MANAGER_DRAFT))


def may_arrange(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may say when and where the two meet."""
    return first_refusal(_is_manager(actor, appraisal), _is_at(appraisal, *MEETING_AHEAD))


def may_note_meeting(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether the manager may say that the two have met."""
    return first_refusal(_is_manager(actor, appraisal), _is_at(appraisal, _S.SHARED))


def may_sign_as_manager(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether the manager may sign: after the meeting, and first."""
    return first_refusal(_is_manager(actor, appraisal), _is_at(appraisal, _S.MEETING_HELD))


def may_take_back(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether the manager may take their signature back: while the person has not answered."""
    return first_refusal(_is_manager(actor, appraisal), _is_at(appraisal, _S.MANAGER_SIGNED))


def may_answer(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether the person may sign, or decline to."""
    return first_refusal(_is_person(actor, appraisal), _is_at(appraisal, _S.MANAGER_SIGNED))


def may_review(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may review: the second line, or HR where there is none."""
    refusal = first_refusal(_is_above(actor, appraisal), _is_at(appraisal, *ANSWERED))
    if refusal and db.session.scalar(_waits_for(actor, appraisal)):
        return no(_("You were asked to answer an appeal against it. Answer that first."))
    return refusal


def may_print(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may have the signed record as a PDF: all who read all of it."""
    if party_of(actor, appraisal) in {None, Party.CALIBRATOR}:
        return no(_("The person, their manager, the second line and HR print it."))
    if not is_signed(appraisal):
        return no(_("There is no signed record of it."))
    return YES


def is_signed(appraisal: Appraisal) -> bool:
    """Say whether there is a record that the manager signed and has not taken back."""
    if appraisal.status is not _S.CLOSED:
        return appraisal.status in SIGNED_BY_MANAGER
    last = db.session.scalar(
        sa.select(AppraisalStep.stage)
        .where(
            AppraisalStep.appraisal_id == appraisal.id,
            AppraisalStep.stage.in_([_S.MEETING_HELD, _S.MANAGER_SIGNED]),
        )
        .order_by(AppraisalStep.id.desc())
        .limit(1)
    )
    return last is _S.MANAGER_SIGNED


def may_add(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may put a dated note under an appraisal that is locked."""
    if party_of(actor, appraisal) not in {Party.APPRAISEE, Party.MANAGER, Party.SECOND_LINE}:
        return no(_("The person, their manager and the second line add notes."))
    return _is_at(appraisal, *LOCKED)


def may_close_early(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may close an appraisal that somebody will not finish.

    Nothing waits for ever for somebody who has left, or for a signature long due.
    """
    refusal = first_refusal(_is_above(actor, appraisal), _is_shared(appraisal))
    if not refusal:
        return refusal
    waits = clock.today() <= appraisal.cycle.sign_by
    if waits and appraisal.person.active and appraisal.manager.active:
        return no(_("There is still time to sign, and nobody has left."))
    return YES


def may_cancel(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may cancel an appraisal of which nothing is shared yet."""
    return first_refusal(_is_hr(actor, appraisal), _is_at(appraisal, *BEFORE_SHARING))


def may_hand_over(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may let another manager go on with it: the manager, or HR."""
    if party_of(actor, appraisal) not in {Party.MANAGER, Party.HR}:
        return no(_("Their manager or HR hands an appraisal over."))
    if appraisal.status in LOCKED | {_S.MANAGER_SIGNED, _S.CANCELLED}:
        return no(_("The manager has signed it. There is nothing left to hand over."))
    return YES


def may_close_cycle(actor: User, cycle: Cycle) -> Verdict:
    """Say whether this person may close a round."""
    if cycle.status is not CycleStatus.RUNNING:
        return no(_("This round is not running."))
    return may_plan(actor)


def may_change_cycle(actor: User, cycle: Cycle) -> Verdict:
    """Say whether a round may still be planned anew: until it is sent off."""
    if cycle.status is not CycleStatus.PLANNED:
        return no(_("This round has begun."))
    return may_plan(actor)


def may_schedule(actor: User, cycle: Cycle) -> Verdict:
    """Say whether everybody in a round who has no appraisal yet may be given one."""
    if cycle.status not in {CycleStatus.PLANNED, CycleStatus.RUNNING}:
        return no(_("This round is being scheduled, or is closed."))
    return may_plan(actor)


def may_calibrate(actor: User, cycle: Cycle) -> Verdict:
    """Say whether this person may lead a session on the ratings of a round."""
    if not cycle.calibrates:
        return no(_("This round is not calibrated."))
    return may_plan(actor)


def may_recalibrate(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this person may change its overall rating in a session: never of their own."""
    if actor.id == appraisal.person_id:
        return no(_("This is about you, so somebody else decides on it."))
    return may_calibrate(actor, appraisal.cycle)


def _waits_for(actor: User, appraisal: Appraisal) -> sa.Select[int]:
    return sa.select(AppraisalAppeal.id).where(
        AppraisalAppeal.appraisal_id == appraisal.id,
        AppraisalAppeal.hearer_id == actor.id,
        AppraisalAppeal.status == AppraisalAppealStatus.OPEN,
    )


def _is_person(actor: User, appraisal: Appraisal) -> Verdict:
    if actor.id == appraisal.person_id:
        return YES
    return no(_("Only %(name)s does this.", name=appraisal.person.name))


def _is_manager(actor: User, appraisal: Appraisal) -> Verdict:
    if actor.id == appraisal.manager_id:
        return YES
    return no(_("Only %(name)s does this.", name=appraisal.manager.name))


def _is_above(actor: User, appraisal: Appraisal) -> Verdict:
    """Say whether this is the second line; HR stands in for one who is missing or has left."""
    party = party_of(actor, appraisal)
    if party is Party.SECOND_LINE:
        return YES
    vacant = appraisal.second_line is None or not appraisal.second_line.active
    if party is Party.HR and vacant:
        return YES
    return no(_("The second line does this, or HR where there is none."))


def _is_hr(actor: User, appraisal: Appraisal) -> Verdict:
    if party_of(actor, appraisal) is Party.HR:
        return YES
    return no(_("HR does this."))


def _is_at(appraisal: Appraisal, *stages: AppraisalStage) -> Verdict:
    if appraisal.status in stages:
        return YES
    return no(_("This appraisal is at another stage."))


def _is_shared(appraisal: Appraisal) -> Verdict:
    if appraisal.status in OVER or RANKS[appraisal.status] < RANKS[_S.SHARED]:
        return no(_("Nothing of it is shared, or it is closed."))
    if appraisal.status is _S.REVIEWED:
        return no(_("It has been reviewed."))
    return YES
