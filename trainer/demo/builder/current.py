"""Come here for how long units of the demonstration stay current: in-house ones, which change."""

from functools import partial

import sqlalchemy as sa

from trainer.catalogue.models import Unit
from trainer.currency import actions
from trainer.demo.builder.cast import person
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db

KEEPER = "bh1005"
SET = 120


def plan(timeline: Timeline) -> None:
    """Have the rules set after the first of those units were achieved, so that some are over by now."""
    for told in load("required")["current"]:
        timeline.plan(SET, 9, partial(_set, **told))


def _set(unit: str, months: int, renewal: int, why: str) -> None:
    actions.set_rule(
        db.session.scalars(sa.select(Unit).where(Unit.code == unit)).one(),
        actor=person(KEEPER),
        months=months,
        renewal_days=renewal,
        reason=why,
    )
