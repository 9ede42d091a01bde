"""Action points to test with."""

from datetime import date, timedelta
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db
from trainer.points import actions
from trainer.points.models import ActionPoint

WHAT = "Write feedback for every criterion, not for the entry alone."


def make_point(
    about: Any, by: User, owner: User, *, what: str = WHAT, due_on: date | None = None
) -> ActionPoint:
    """Somebody is asked to do something within a week."""
    point = actions.raise_point(
        about,
        actor=by,
        what=what,
        owner=owner,
        due_on=due_on or clock.today() + timedelta(days=7),
    )
    db.session.commit()
    return point
