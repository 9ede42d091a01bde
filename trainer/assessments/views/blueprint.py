"""The blueprint all pages of assessment hang on, and the setting they share."""

from flask import Blueprint, current_app

from trainer.config import Config

bp = Blueprint("assessments", __name__)


def target_days() -> int:
    """Tell within how many days the organisation means to answer."""
    config: Config = current_app.extensions["trainer"]
    return config.feedback_days
