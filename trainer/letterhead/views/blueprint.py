"""The addresses of the letterhead, and how its pages find what they are about."""

from typing import cast

from flask import Blueprint, current_app

from trainer.extensions import db
from trainer.letterhead import policies, queries
from trainer.letterhead.models import Letterhead
from trainer.storage.store import Store
from trainer.web.access import actor, hidden_unless

bp = Blueprint("letterhead", __name__, url_prefix="/letterhead")


def one(letterhead_id: int) -> Letterhead:
    """Return a version, or a 404 to whom it is no business of."""
    hidden_unless(policies.may_administer(actor()))
    return cast("Letterhead", db.one_or_404(queries.whole(actor(), letterhead_id)))


def store() -> Store:
    """Give the place where bytes are kept."""
    return cast("Store", current_app.extensions["store"])
