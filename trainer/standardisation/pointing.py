"""Action points may be about an exercise: what its meeting asks somebody to do."""

import sqlalchemy as sa

from trainer.core.database import Columns
from trainer.points.subjects import Kind
from trainer.standardisation.models import Exercise
from trainer.standardisation.policies import may_raise, visible_to


def _titled() -> Columns:
    return sa.select(Exercise.id, Exercise.title)


EXERCISES = Kind(
    model=Exercise,
    visible_to=visible_to,
    may_raise=may_raise,
    titled=_titled,
    endpoint="standardisation.shown",
    argument="exercise_id",
)
