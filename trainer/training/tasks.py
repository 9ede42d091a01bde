"""Each night: find what ends or is overdue, some people at a time, and tell everybody once."""

import sqlalchemy as sa

from trainer.core import clock
from trainer.core.collecting import uncollected
from trainer.extensions import db
from trainer.people.models import Placement
from trainer.training.actions import reminding
from trainer.training.queries import facts
from trainer.web.transactions import unit_of_work

AT_ONCE = 500
"""People looked at or told in one transaction, so that others can write in between."""


def sweep() -> int:
    """Write down what people are to be reminded of and tell them; return how many were told.

    It may end at any moment and begin again: what was written or told before is not repeated.
    """
    day = clock.today()
    with unit_of_work():
        rules, terms = facts.rules_on(day), facts.terms()
        ids = db.session.scalars(
            sa.select(Placement.user_id)
            .where(Placement.holds_on(day))
            .distinct()
            .order_by(Placement.user_id)
        ).all()
    with uncollected():
        for first in range(0, len(ids), AT_ONCE):
            with unit_of_work():
                among = ids[first : first + AT_ONCE]
                reminding.write_due(among, day, rules=rules, terms=terms)
    names = {skill_id: one.name for skill_id, one in terms.items()}
    told = 0
    while some := _tell_some(names):
        told += some
    return told


def _tell_some(names: dict[int, str]) -> int:
    with unit_of_work():
        return reminding.tell_some(AT_ONCE, names)
