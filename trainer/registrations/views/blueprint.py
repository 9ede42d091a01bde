"""What the pages of registrations hang on, and how one of them is found."""

from flask import Blueprint

from trainer.extensions import db
from trainer.registrations import queries
from trainer.registrations.models import Registration
from trainer.web.access import actor

bp = Blueprint("registrations", __name__, url_prefix="/registrations")


def visible(registration_id: int) -> Registration:
    """Return the registration, or a 404 if it is none of this person's business."""
    found: Registration = db.one_or_404(
        queries.shown(actor()).where(Registration.id == registration_id)
    )
    return found
