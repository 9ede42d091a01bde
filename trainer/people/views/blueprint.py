"""Where the pages about people hang, and how each finds the person it is about."""

from flask import Blueprint

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people import policies, queries
from trainer.web.access import actor, hidden_unless

bp = Blueprint("people", __name__)


def visible(person_id: int) -> User:
    """Return the person, or a 404 if they are none of the reader's business."""
    return db.one_or_404(queries.someone(actor(), person_id))


def administered(person_id: int) -> User:
    """Return the person, or a 404 to whoever keeps no records of people."""
    hidden_unless(policies.may_administer(actor()))
    return visible(person_id)
