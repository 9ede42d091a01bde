"""One change at a time to reporting lines and administrators."""

from trainer.core import turns
from trainer.core.turns import Turn
from trainer.extensions import db


def take_turns() -> None:
    """Wait until nobody else is changing reporting lines or administrators, until the commit.

    Two managers each put under the other at once, or the last two administrators ended at once,
    would each look fine alone.
    """
    turns.take_turns(db.session, Turn.PEOPLE)
