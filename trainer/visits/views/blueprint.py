"""The addresses of visits, and finding one."""

from typing import cast

from flask import Blueprint, current_app

from trainer.config import Config
from trainer.extensions import db
from trainer.visits.models import Visit
from trainer.visits.queries import centre as queries
from trainer.web.access import actor

bp = Blueprint("visits", __name__)


def one(visit_id: int) -> Visit:
    """Find a visit the person signed in may see, with all around it, or answer 404."""
    return cast("Visit", db.one_or_404(queries.with_everything(actor(), visit_id)))


def settings() -> Config:
    """Give the settings of this installation."""
    return cast("Config", current_app.extensions["trainer"])
