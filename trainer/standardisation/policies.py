"""Who leads an exercise, who judges in it, and who sees what was judged and when."""

from datetime import datetime

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.assessors.policies import may_assess
from trainer.assessors.terms import Work
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.logs.models import Revision, Scan, StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.policies import is_usable
from trainer.people.models import Role
from trainer.registrations.models import Registration
from trainer.standardisation.models import Exercise, ExerciseRecord, ExerciseStatus, Invited

_S = ExerciseStatus
NOBODY = 0
"""Whoever wrote the evidence is not named, and owns none of the work."""

FEWEST = 2
"""So many assessors it takes to compare what they say."""


def led_by(actor: User) -> sa.Select[Exercise]:
    """Select the exercises somebody leads."""
    return sa.select(Exercise).where(Exercise.lead_id == actor.id)


def visible_to(actor: User) -> sa.Select[Exercise]:
    """Select what somebody leads, what they judge in once it is sent, and, for assurers, results."""
    invited = sa.exists().where(
        Invited.exercise_id == Exercise.id,
        Invited.person_id == actor.id,
        Exercise.status != _S.PREPARING,
    )
    parts = [Exercise.lead_id == actor.id, invited]
    if actor.holds(Role.IQA):
        parts.append(Exercise.status == _S.OPENED)
    return sa.select(Exercise).where(sa.or_(*parts))


def may_make(actor: User) -> Verdict:
    """Say whether this person makes exercises."""
    if not actor.holds(Role.IQA):
        return no(_("Only a quality assurer makes an exercise."))
    return YES


def may_prepare(actor: User, exercise: Exercise) -> Verdict:
    """Say whether this person may still change what is judged, and by whom."""
    if exercise.status is not _S.PREPARING:
        return no(_("This was sent out, so what is judged stays as it is."))
    return _leads(actor, exercise)


def evidence_for(actor: User, exercise: Exercise) -> sa.Select[Submission]:
    """Select the submissions an exercise may take evidence from: sent to those its leader assures."""
    return (
        sa.select(Submission)
        .join(Submission.registration)
        .join(Submission.revision)
        .join(Revision.item)
        .where(
            Registration.iqa_id == actor.id,
            Registration.version.has(qualification_id=exercise.qualification_id),
            Registration.learner_id != actor.id,
            Revision.frozen_at.is_not(None),
            is_usable(),
        )
    )


def may_be_shown(file: StoredFile) -> Verdict:
    """Say whether a file may stand in an exercise at all: by pictures, and with nobody told by it."""
    if file.removed_at is not None or file.scan in {Scan.WAITING, Scan.INFECTED}:
        return no(_("It is not kept any more, or not known to be free of viruses."))
    if not file.is_pictured:
        return no(
            _("Only what can be shown as pictures is: a voice, or a file itself, names people.")
        )
    if file.shows_others and file.safeguard is not Safeguard.COVERED:
        return no(_("It shows a customer or colleague who is not covered."))
    return YES


def may_be_invited(person: User, exercise: Exercise, at: datetime) -> Verdict:
    """Say whether somebody may judge in an exercise: on the register, and none of it their own."""
    if person.id == exercise.lead_id:
        return no(_("Whoever leads an exercise does not judge in it."))
    verdict = may_assess(person, Work(exercise.qualification_id, NOBODY), at)
    owners = {piece.revision.item.owner_id for piece in exercise.pieces}
    if person.id in owners:
        return no(_("%(name)s would judge their own work.", name=person.name))
    return verdict


def may_send(actor: User, exercise: Exercise) -> Verdict:
    """Say whether the exercise is whole and may go out to its assessors."""
    verdict = may_prepare(actor, exercise)
    if verdict and not exercise.pieces:
        return no(_("Add at least one piece of evidence first."))
    if verdict and len(exercise.assessors) < FEWEST:
        return no(_("Invite at least two assessors first."))
    if verdict and exercise.judge_by < clock.today():
        return no(_("The day to judge by has passed. Choose another first."))
    return first_refusal(
        verdict,
        *(may_be_invited(one.person, exercise, clock.now()) for one in exercise.assessors),
    )


def may_judge(actor: User, exercise: Exercise, invited: Invited | None) -> Verdict:
    """Say whether this person may still judge: invited, in time, and not handed in yet."""
    if invited is None or invited.person_id != actor.id:
        return no(_("You are not asked to judge in this exercise."))
    if invited.handed_in_at is not None:
        return no(_("You have handed in. It stays as it is until the results open, and after."))
    if exercise.status is not _S.JUDGING or exercise.judge_by < clock.today():
        return no(_("The time to judge is over, so nothing can be handed in any more."))
    return YES


def may_open(actor: User, exercise: Exercise) -> Verdict:
    """Say whether the results may open: the day is over, or everybody has judged."""
    if exercise.status is not _S.JUDGING:
        return no(_("Nobody is judging here at present."))
    if not (verdict := _leads(actor, exercise)):
        return verdict
    return (
        YES
        if is_over(exercise)
        else no(_("Results open once everybody has judged, or when the day to judge by is over."))
    )


def is_over(exercise: Exercise) -> bool:
    """Say whether nobody can hand in any more: all have, or the day is over."""
    everybody = all(one.handed_in_at is not None for one in exercise.assessors)
    return everybody or exercise.judge_by < clock.today()


def may_see_results(exercise: Exercise) -> Verdict:
    """Say whether what was judged is open; before, it is not even for whoever leads."""
    if exercise.status is not _S.OPENED:
        return no(_("What was judged is nobody’s to see before the results open."))
    return YES


def may_conclude(actor: User, exercise: Exercise) -> Verdict:
    """Say whether this person writes down what was agreed and what the meeting decided."""
    return first_refusal(_leads(actor, exercise), may_see_results(exercise))


def may_raise(actor: User, exercise: Exercise) -> Verdict:
    """Say whether this person asks for something to be done about an exercise."""
    return may_conclude(actor, exercise)


def _leads(actor: User, exercise: Exercise) -> Verdict:
    if actor.id != exercise.lead_id:
        return no(_("Only %(name)s, who leads this exercise, does that.", name=exercise.lead.name))
    return YES


def records_visible_to(actor: User) -> sa.Select[ExerciseRecord]:
    """Select the printed records somebody asked for, of exercises they still see."""
    seen = visible_to(actor).with_only_columns(Exercise.id)
    return sa.select(ExerciseRecord).where(
        ExerciseRecord.asked_by_id == actor.id, ExerciseRecord.exercise_id.in_(seen)
    )
