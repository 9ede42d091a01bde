"""Standardisation exercises to test with."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.factories_assessments import make_entry
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Submission
from trainer.core import clock
from trainer.extensions import db
from trainer.standardisation.actions import judging, preparing
from trainer.standardisation.actions.judging import Said
from trainer.standardisation.models import Exercise, Invited

REASON = "She says what would happen next, and when."
TITLE = "Complaints, autumn"


def make_exercise(submission: Submission, *, judge_by: date | None = None) -> Exercise:
    """An exercise on all that one submission claims, led by its quality assurer."""
    lead = submission.registration.iqa
    exercise = preparing.make(
        actor=lead,
        title=TITLE,
        qualification=submission.registration.version.qualification_id,
        judge_by=judge_by or clock.today() + timedelta(days=7),
    )
    db.session.flush()
    preparing.add_piece(
        exercise,
        submission,
        actor=lead,
        criteria=[link.criterion_id for link in submission.revision.links],
        also=[],
        files=[],
        confirmed="",
        has_read=True,
    )
    db.session.commit()
    return exercise


def send(exercise: Exercise, people: Sequence[User]) -> None:
    """Put these people on the register where they are not, invite them, and send it out."""
    preparing.invite(exercise, actor=exercise.lead, people=people)
    preparing.send_out(exercise, actor=exercise.lead)
    db.session.commit()


def make_assessors(submission: Submission, *people: User) -> list[User]:
    """Put people on the register for the qualification of a submission."""
    for person in people:
        make_entry(person, submission.registration.version)
    db.session.commit()
    return list(people)


def place_of(exercise: Exercise, person: User) -> Invited:
    """Find somebody's place among those invited."""
    return next(one for one in exercise.assessors if one.person_id == person.id)


def say(exercise: Exercise, person: User, *met: bool, hand_in: bool = True) -> None:
    """Somebody judges the criteria in their order, and hands in unless told otherwise."""
    items = [item for piece in exercise.pieces for item in piece.criteria]
    outcomes = [CriterionState.MET if one else CriterionState.NOT_YET_MET for one in met]
    place = place_of(exercise, person)
    judging.save(
        place,
        actor=person,
        said={
            item.id: Said(outcome, ["valid", "current"], REASON)
            for item, outcome in zip(items, outcomes, strict=False)
        },
    )
    db.session.flush()
    if hand_in:
        judging.hand_in(place, actor=person)
    db.session.commit()
