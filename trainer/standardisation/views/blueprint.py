"""The one blueprint of standardisation, and how its views find an exercise."""

import sqlalchemy as sa
from flask import Blueprint

from trainer.extensions import db
from trainer.standardisation import policies, queries
from trainer.standardisation.models import Exercise, Invited
from trainer.web.access import actor

bp = Blueprint("standardisation", __name__, url_prefix="/standardisation")


def led(exercise_id: int) -> Exercise:
    """Find an exercise its reader leads, or answer 404."""
    return _one(policies.led_by(actor()), exercise_id)


def visible(exercise_id: int) -> Exercise:
    """Find an exercise its reader has a part in, or answer 404."""
    return _one(policies.visible_to(actor()), exercise_id)


def place_of(exercise: Exercise) -> Invited | None:
    """Find the place of whoever reads among those invited."""
    return next((one for one in exercise.assessors if one.person_id == actor().id), None)


def _one(select: sa.Select[Exercise], exercise_id: int) -> Exercise:
    found: Exercise = db.one_or_404(queries.with_all(select).where(Exercise.id == exercise_id))
    return found
