"""Equality monitoring that is switched on, and people who gave a return."""

from datetime import timedelta

from trainer.accounts.models import User
from trainer.core import clock
from trainer.equality import actions
from trainer.equality.rules import Question
from trainer.extensions import db

PURPOSE = "To see whether promotions are fair to everybody."


def switch_on(hr: User, *, purpose: str = PURPOSE, days: int = 90) -> None:
    """Ask for returns from today, kept for so many days."""
    actions.set_terms(actor=hr, purpose=purpose, last_day=clock.today() + timedelta(days=days))
    db.session.commit()


def give_return(person: User, **answers: str) -> None:
    """A return that says this and leaves the rest unsaid."""
    actions.give({Question(one): said for one, said in answers.items()}, actor=person)
    db.session.commit()


def equality_asked(hr: User) -> dict[str, int]:
    """What the pages of voluntary returns need to be there."""
    switch_on(hr)
    return {}
