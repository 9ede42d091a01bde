"""Each night: tell people which of their units they are to show anew, some people at a time."""

import sqlalchemy as sa

from trainer.core import clock
from trainer.currency import actions
from trainer.currency.queries.standing import rules_on
from trainer.extensions import db
from trainer.people.models import Placement
from trainer.web.transactions import unit_of_work

AT_ONCE = 500
"""People told in one transaction, so that others can write in between."""


def sweep() -> int:
    """Tell whoever works here what they are to renew; return of how many units.

    It may end at any moment and begin again: what was told before is not repeated.
    """
    day = clock.today()
    with unit_of_work():
        if not rules_on(day):
            return 0
        ids = db.session.scalars(
            sa.select(Placement.user_id)
            .where(Placement.holds_on(day))
            .distinct()
            .order_by(Placement.user_id)
        ).all()
    told = 0
    for first in range(0, len(ids), AT_ONCE):
        with unit_of_work():
            told += actions.remind(ids[first : first + AT_ONCE], day)
    return told
