"""Where the pages of plans hang, and how each action is found for them."""

from typing import cast

from flask import Blueprint
from flask.typing import ResponseReturnValue

from trainer.accounts.models import User
from trainer.development import policies
from trainer.development.models import DevelopmentAction
from trainer.development.queries.listing import whole
from trainer.extensions import db
from trainer.figures.policies import people_visible_to
from trainer.web.access import actor
from trainer.web.responses import done

bp = Blueprint("development", __name__, url_prefix="/development")


def seen_person(person_id: int) -> User:
    """Return the person, or a 404 to whoever is neither they, nor their line, nor HR."""
    found = people_visible_to(actor()).where(User.id == person_id)
    return cast("User", db.one_or_404(found))


def seen_action(action_id: int) -> DevelopmentAction:
    """Return the action with all of it, or a 404 to outsiders."""
    found = whole(policies.visible_to(actor())).where(DevelopmentAction.id == action_id)
    return cast("DevelopmentAction", db.one_or_404(found))


def back(message: str, action: DevelopmentAction) -> ResponseReturnValue:
    """Go on to the page of an action."""
    return done(message, "development.action", development_action_id=action.id)
