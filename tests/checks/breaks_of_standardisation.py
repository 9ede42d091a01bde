"""What somebody would do to standardisation exercises behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.registrations.models import Registration
from trainer.standardisation.models import (
    BlindDraft,
    BlindJudgement,
    Exercise,
    ExerciseStatus,
    Invited,
    Piece,
    PieceCriterion,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _opened(*, handed_in: bool = True) -> Invited:
    """An exercise of one criterion whose results opened an hour ago, after its day unless told."""
    registration = db.session.scalars(sa.select(Registration).limit(1)).one()
    revision = db.session.scalars(sa.select(Revision).limit(1)).one()
    criterion = db.session.scalars(sa.select(Criterion).limit(1)).one()
    person = db.session.scalars(sa.select(User).order_by(User.id.desc()).limit(1)).one()
    at = clock.now() - HOUR
    exercise = Exercise(
        title="One",
        qualification_id=registration.version.qualification_id,
        lead=registration.iqa,
        judge_by=clock.day_of(at) - DAY,
        status=ExerciseStatus.OPENED,
        opened_at=at,
        pieces=[Piece(revision=revision, title="", criteria=[PieceCriterion(criterion=criterion)])],
    )
    place = Invited(
        exercise=exercise, person=person, letter="A", handed_in_at=at - HOUR if handed_in else None
    )
    db.session.add(place)
    db.session.flush()
    return place


def _judge(place: Invited, **other: object) -> None:
    given = {"handed_in_at": place.handed_in_at} | other
    db.session.add(
        BlindJudgement(
            invited=place,
            piece_criterion_id=place.exercise.pieces[0].criteria[0].id,
            outcome=CriterionState.MET,
            reason="It shows.",
            counts=True,
            **given,
        )
    )


def judge_late() -> None:
    _judge(_opened(handed_in=False), handed_in_at=clock.now())


def draft_late() -> None:
    place = _opened(handed_in=False)
    about = place.exercise.pieces[0].criteria[0].id
    db.session.add(BlindDraft(invited_id=place.id, piece_criterion_id=about))


def hand_in_nothing() -> None:
    _opened()


def open_early() -> None:
    _opened(handed_in=False).exercise.judge_by = clock.today()


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a judgement after the results opened": (
        "Nobody judged in an exercise after its results opened.",
        judge_late,
    ),
    "a draft after the results opened": (
        "Nobody drafted in an exercise after its results opened.",
        draft_late,
    ),
    "handed in without a judgement": ("Who handed in judged every criterion.", hand_in_nothing),
    "results opened while somebody could judge": (
        "Results open once the day is over or everybody has judged.",
        open_early,
    ),
}
