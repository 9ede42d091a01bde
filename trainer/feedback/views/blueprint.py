"""The address of everything about feedback, and finding a round among those somebody sees."""

from typing import cast

from flask import Blueprint, current_app

from trainer.config import Config
from trainer.extensions import db
from trainer.feedback import naming, policies
from trainer.feedback.models import FeedbackRater, FeedbackRound
from trainer.feedback.queries import listing
from trainer.web.access import actor

bp = Blueprint("feedback", __name__)


@bp.app_context_processor
def _names() -> dict[str, object]:
    """Let pages name kinds of round and groups."""
    return {"feedback_kinds": naming.KINDS, "feedback_group": naming.group_name}


def found_round(round_id: int) -> FeedbackRound:
    """Return a round the person signed in has to do with, or answer 404."""
    select = listing.with_all(policies.visible_to(actor())).where(FeedbackRound.id == round_id)
    return cast("FeedbackRound", db.one_or_404(select))


def found_rater(told: FeedbackRound, rater_id: int) -> FeedbackRater:
    """Return somebody on the list of a round, or answer 404."""
    select = listing.on_list(told).where(FeedbackRater.id == rater_id)
    return cast("FeedbackRater", db.one_or_404(select))


def settings() -> Config:
    """Return the settings of this application."""
    return cast("Config", current_app.extensions["trainer"])
