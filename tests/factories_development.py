"""Plans of development and pairs of colleagues, to test with; `manager` must lead the person."""

from datetime import date, timedelta
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.development.actions import agreeing
from trainer.development.actions.agreeing import Said
from trainer.development.models import DevelopmentAction, DevelopmentSource
from trainer.extensions import db
from trainer.pairs import actions as pairs
from trainer.pairs.models import CoachingPair


def said(action: str = "Take the course on calming people", **more: Any) -> Said:
    told: dict[str, Any] = {
        "need": "Stay calm when somebody shouts",
        "source": DevelopmentSource.GAP,
        "action": action,
        "support": "An afternoon off the counter",
        "due_on": clock.today() + timedelta(days=60),
        "measure": "No call handed on in a month",
    }
    return Said(**told | more)


def make_action(person: User, by: User, **more: Any) -> DevelopmentAction:
    """One that waits for the other of the two."""
    made = agreeing.propose(person, actor=by, said=said(**more))
    db.session.commit()
    return made


def make_agreed(person: User, manager: User, **more: Any) -> DevelopmentAction:
    """One to which both agreed."""
    made = make_action(person, person, **more)
    agreeing.agree(made, actor=manager, known=1)
    db.session.commit()
    return made


def make_pair(person: User, coach: User, *, agreed: bool = False) -> CoachingPair:
    """Somebody who asked a colleague to coach them."""
    pair = pairs.ask(person, actor=person, coach=coach, aim="Stay calm when somebody shouts")
    if agreed:
        pairs.agree(pair, actor=coach)
    db.session.commit()
    return pair


def development_there(person: User, manager: User, coach: User) -> dict[str, Any]:
    """What the pages of plans and of coaching among colleagues are about."""
    return {
        "development_action_id": make_agreed(person, manager).id,
        "coaching_pair_id": make_pair(person, coach, agreed=True).id,
    }


def long_ago() -> date:
    return clock.today() - timedelta(days=5)
