"""Where the pages of careers hang, and how a person is found for them."""

from typing import Any

from flask import Blueprint

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.extensions import db
from trainer.web.access import actor

bp = Blueprint("careers", __name__, url_prefix="/career")


@bp.app_context_processor
def _what_pages_ask() -> dict[str, Any]:
    """Let the page of a person lead HR to how they stand with their next role. Asks the database nothing."""
    return {"keeps_careers": lambda: policies.may_publish(actor())}


def seen_person(person_id: int) -> User:
    """Return the person, or a 404 to whoever is neither they, nor their line, nor HR."""
    return db.one_or_404(policies.people_seen(actor()).where(User.id == person_id))
