"""What the pages of registrations hang on, how one of them is found, and the way back to it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.extensions import db
from trainer.registrations import policies, queries
from trainer.registrations.achieving import standing_of
from trainer.registrations.models import Registration
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done

bp = Blueprint("registrations", __name__, url_prefix="/registrations")


@bp.app_context_processor
def _standing() -> dict[str, object]:
    """Let somebody's page say how they stand with professional bodies."""
    return {"professional_standing_of": lambda person: standing_of(person, actor())}


def visible(registration_id: int) -> Registration:
    """Return the registration, or a 404 if it is none of this person's business."""
    found: Registration = db.one_or_404(
        queries.shown(actor()).where(Registration.id == registration_id)
    )
    return found


def administered(registration_id: int) -> Registration:
    """Return the registration for those who may administer some; to others it is a 404."""
    hidden_unless(policies.may_administer(actor()))
    return visible(registration_id)


def back(message: str, registration: Registration) -> ResponseReturnValue:
    """Go back to the page of the registration, saying what was done."""
    return done(message, "registrations.registration", registration_id=registration.id)
