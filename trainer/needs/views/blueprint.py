"""Where the pages of needs hang, and how each finds what it is about."""

from typing import cast

from flask import Blueprint, request
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.needs import policies
from trainer.needs.models import Need
from trainer.skills.queries.wanted import Wanted
from trainer.training import policies as training
from trainer.web.access import actor, hidden_unless

bp = Blueprint("needs", __name__, url_prefix="/needs")


def narrowed() -> Wanted:
    """Read to which site and team the address narrows it."""
    return Wanted(site=request.args.get("site", type=int), team=request.args.get("team", type=int))


def person_overseen(person_id: int) -> User:
    """Return the person, or a 404 to whoever doesn't oversee what they need."""
    person = db.get_or_404(User, person_id)
    hidden_unless(training.may_read(actor(), person))
    return person


def need_seen(need_id: int) -> Need:
    """Return the need, or a 404 if it is none of this person's business."""
    found = policies.visible_to(actor()).where(Need.id == need_id)
    return cast("Need", db.one_or_404(found.options(joinedload(Need.person))))
