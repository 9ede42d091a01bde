"""Come here for what sites of the demonstration may spend on courses."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from trainer.budgets import actions
from trainer.core import clock
from trainer.demo.builder.cast import person, site
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load

KEEPER, PENCE = "bh1005", 100


def plan(timeline: Timeline) -> None:
    """Put each budget on the timeline, the day it was set, for the year in which it is shown."""
    year = clock.today().year
    for told in load("budgets"):
        timeline.plan(told["from"], 10, partial(_set, told, year))


def _set(told: Mapping[str, Any], year: int) -> None:
    planned = told["pounds"] * PENCE
    actions.set_budget(site(told["site"]), year, actor=person(KEEPER), planned=planned, known=None)
