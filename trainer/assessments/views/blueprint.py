"""The blueprint all pages of assessment hang on, and what it lends to other pages."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, current_app

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.queries import progress
from trainer.assessments.queries.reuse import uses_of
from trainer.assessments.queries.standing import sent_of
from trainer.config import Config
from trainer.extensions import db
from trainer.web.access import actor

bp = Blueprint("assessments", __name__)


@bp.app_context_processor
def _standing() -> dict[str, object]:
    """Let the log say where the assessor has got to, and a team what its people work towards."""
    return {"sent_of": sent_of, "learning_of": learning_of, "uses_of": uses_of}


def learning_of(people: Collection[User]) -> list[tuple[Any, progress.Counts]]:
    """List the qualifications of these people that the reader may see, each with its units counted."""
    visible = policies.registrations_visible_to(actor())
    asked = progress.under_way_of([one.id for one in people], visible)
    rows = db.session.scalars(asked).all()
    counts = progress.units_counted([row.id for row in rows])
    return [(row, counts[row.id]) for row in rows]


def target_days() -> int:
    """Tell within how many days the organisation means to answer."""
    config: Config = current_app.extensions["trainer"]
    return config.feedback_days
