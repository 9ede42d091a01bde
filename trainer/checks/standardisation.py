"""INV43: what was judged blind was judged in time, whole, and before anybody saw it."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.checks.finding import Check, rows
from trainer.core import clock
from trainer.extensions import db
from trainer.standardisation.models import (
    BlindDraft,
    BlindJudgement,
    Exercise,
    ExerciseStatus,
    Invited,
    Piece,
    PieceCriterion,
)

AFTER_OPENING = (
    sa.select(BlindJudgement.id)
    .join(BlindJudgement.invited)
    .join(Invited.exercise)
    .where(
        sa.or_(
            BlindJudgement.handed_in_at > Exercise.opened_at,
            Invited.handed_in_at.is_distinct_from(BlindJudgement.handed_in_at),
        )
    )
)
_HANDED_IN = (
    sa.select(sa.func.count(BlindJudgement.id))
    .where(BlindJudgement.invited_id == Invited.id)
    .scalar_subquery()
)
_ASKED = (
    sa.select(sa.func.count(PieceCriterion.id))
    .join(Piece, Piece.id == PieceCriterion.piece_id)
    .where(Piece.exercise_id == Invited.exercise_id)
    .scalar_subquery()
)
IN_PART = sa.select(Invited.id).where(Invited.handed_in_at.is_not(None), _HANDED_IN != _ASKED)
DRAFTED_AFTER = (
    sa.select(BlindDraft.id)
    .join(Invited, Invited.id == BlindDraft.invited_id)
    .join(Exercise, Exercise.id == Invited.exercise_id)
    .where(BlindDraft.saved_at > Exercise.opened_at)
)


def _opened_early() -> Iterator[str]:
    """Find results that opened while somebody could still judge."""
    waiting = sa.exists().where(
        Invited.exercise_id == Exercise.id,
        sa.or_(Invited.handed_in_at.is_(None), Invited.handed_in_at > Exercise.opened_at),
    )
    early = sa.select(Exercise).where(Exercise.status == ExerciseStatus.OPENED, waiting)
    for one in db.session.scalars(early):
        if one.opened_at is not None and clock.day_of(one.opened_at) <= one.judge_by:
            yield f"The results of exercise {one.id} opened before everybody had judged."


CHECKS = [
    Check(
        "INV43",
        "Nobody judged in an exercise after its results opened.",
        rows(AFTER_OPENING, "Blind judgement %s was not handed in with the others in time."),
    ),
    Check(
        "INV43",
        "Nobody drafted in an exercise after its results opened.",
        rows(DRAFTED_AFTER, "Draft %s was written after the results opened."),
    ),
    Check(
        "INV43",
        "Who handed in judged every criterion.",
        rows(IN_PART, "Place %s in an exercise was handed in, and not whole."),
    ),
    Check(
        "INV43",
        "Results open once the day is over or everybody has judged.",
        _opened_early,
    ),
]
