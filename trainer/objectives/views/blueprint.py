"""Where the pages of objectives and one-to-ones hang, and how each thing is found for them."""

from typing import cast

from flask import Blueprint, request

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.figures.policies import people_visible_to
from trainer.objectives import policies, queries
from trainer.objectives.models import Objective
from trainer.web.access import actor

bp = Blueprint("objectives", __name__, url_prefix="/objectives")
talks_bp = Blueprint("one_to_ones", __name__, url_prefix="/one-to-ones")

YEARS = range(2000, 2101)


def seen_person(person_id: int) -> User:
    """Return the person, or a 404 to whoever is neither they, nor their line, nor HR."""
    found = people_visible_to(actor()).where(User.id == person_id)
    return cast("User", db.one_or_404(found))


def seen_objective(objective_id: int) -> Objective:
    """Return the objective with all of it, or a 404 to outsiders."""
    found = queries.whole(policies.visible_to(actor())).where(Objective.id == objective_id)
    return cast("Objective", db.one_or_404(found))


def year_asked() -> int:
    """Tell which year a page is about: the one in its address, or this one."""
    asked = request.values.get("year", type=int)
    return asked if asked is not None and asked in YEARS else clock.today().year
