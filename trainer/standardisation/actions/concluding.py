"""Write down what was agreed, when they met, who was there and what was decided."""

from collections.abc import Sequence
from datetime import date

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.standardisation import policies
from trainer.standardisation.events import AnswerAgreed, MeetingRecorded, NamesShown
from trainer.standardisation.models import Attendance, Exercise, PieceCriterion


def agree(item: PieceCriterion, *, actor: User, outcome: CriterionState, why: str) -> None:
    """Write down the answer that the assessors agreed on, and why."""
    exercise = item.piece.exercise
    require(policies.may_conclude(actor, exercise))
    if not why.strip():
        raise Unacceptable(_("Say why; the next time somebody asks it is read here."), "why")
    item.agreed, item.agreed_why = outcome, why.strip()
    publish(
        AnswerAgreed(
            actor=actor, subject=exercise, criterion_id=item.criterion_id, outcome=outcome.value
        )
    )


def show_names(exercise: Exercise, *, actor: User, shown: bool) -> None:
    """Show who said what, for the meeting, or letters only again."""
    require(policies.may_conclude(actor, exercise))
    exercise.names_shown = shown
    publish(NamesShown(actor=actor, subject=exercise, shown=shown))


def record_meeting(
    exercise: Exercise,
    *,
    actor: User,
    met_on: date,
    met_minutes: int,
    people: Sequence[User],
    minutes: str,
    decisions: str,
) -> None:
    """Write down the meeting; its time counts as development of everybody who was there."""
    require(policies.may_conclude(actor, exercise))
    if met_on > clock.today():
        raise Unacceptable(_("Write it down once you have met."), "met_on")
    if exercise.sent_at is not None and met_on < clock.day_of(exercise.sent_at):
        raise Unacceptable(_("The exercise was not sent out yet on that day."), "met_on")
    if not people:
        raise Unacceptable(_("Tick who was there."), "people")
    exercise.met_on, exercise.met_minutes = met_on, met_minutes
    exercise.minutes, exercise.decisions = minutes.strip(), decisions.strip()
    there = {one.person_id: one for one in exercise.attendances}
    exercise.attendances = [there.get(one.id) or Attendance(person=one) for one in people]
    publish(MeetingRecorded(actor=actor, subject=exercise, attended=list(people)))
