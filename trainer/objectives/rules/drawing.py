"""Where a small line of figures beside its goal is drawn. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from trainer.core.clock import MONTHS
from trainer.figures.reckoning import Spot
from trainer.objectives.rules.progress import Progress

WIDTH, HEIGHT, EDGE = 160, 44, 5


@dataclass(frozen=True)
class Spark:
    """The points of the months known, the ways between those side by side, and the goal's height."""

    spots: Sequence[Spot]
    ways: Sequence[tuple[Spot, Spot]]
    goal: float


def spark(told: Progress) -> Spark:
    """Place the months so far from the first to the last of the target; one missing leaves a gap."""
    target = told.target
    known = [value for _month, value in told.months if value is not None]
    low, high = min([target.goal, *known]), max([target.goal, *known])
    room = high - low or abs(high) or Decimal(1)
    steps = (target.until_month.year - target.from_month.year) * MONTHS + (
        target.until_month.month - target.from_month.month
    )

    def height(value: Decimal) -> float:
        return round(HEIGHT - EDGE - float((value - low) / room) * (HEIGHT - 2 * EDGE), 1)

    def across(place: int) -> float:
        return round(EDGE + place * (WIDTH - 2 * EDGE) / max(steps, 1), 1)

    spots = [
        None if value is None else Spot(across(place), height(value))
        for place, (_month, value) in enumerate(told.months)
    ]
    ways = [(one, two) for one, two in pairwise(spots) if one and two]
    return Spark([one for one in spots if one], ways, height(target.goal))
