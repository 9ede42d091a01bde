"""Behaviours and sets, to test with."""

import sqlalchemy as sa

from trainer.behaviours import actions
from trainer.behaviours.actions import Said
from trainer.behaviours.models import Behaviour, BehaviourSet
from trainer.extensions import db

LEVELS = ("Waits.", "Asks.", "Does it.", "Shows others how.")


def said(name: str = "Punctuality", *, levels: tuple[str, ...] = LEVELS) -> Said:
    return Said(name, "Is there when people expect it.", levels)


def make_builtin() -> None:
    """All that Trainer comes with."""
    actions.load_builtin()
    db.session.commit()


def behaviour_called(code: str) -> Behaviour:
    return db.session.scalars(sa.select(Behaviour).where(Behaviour.code == code)).one()


def set_called(name: str) -> BehaviourSet:
    return db.session.scalars(sa.select(BehaviourSet).where(BehaviourSet.name == name)).one()


def behaviours_there() -> dict[str, int]:
    """One of each, by the name an address has for it."""
    make_builtin()
    return {
        "behaviour_id": behaviour_called("listening").id,
        "set_id": set_called("Leaders of teams and places").id,
    }
