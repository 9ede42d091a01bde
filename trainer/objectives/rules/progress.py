"""How far figures are towards a target, month by month. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainer.core.clock import months_after
from trainer.figures.models import Direction
from trainer.objectives.rules.wording import Target


@dataclass(frozen=True)
class Progress:
    """The months so far with their figures, and their mean beside the goal.

    `months` holds None where a month that is over has no figure; `mean` is None while there is none
    at all, and then nothing is said of the goal.
    """

    target: Target
    months: Sequence[tuple[date, Decimal | None]]
    mean: Decimal | None

    @property
    def known(self) -> int:
        """How many months have a figure."""
        return sum(value is not None for _month, value in self.months)

    @property
    def missing(self) -> int:
        """How many months that are over have none."""
        return len(self.months) - self.known

    @property
    def is_reached(self) -> bool:
        """Whether the mean of the months known is where it is to be."""
        return self.mean is not None and reaches(self.mean, self.target)

    @property
    def reached(self) -> int:
        """In how many months the figure is where it is to be."""
        return sum(
            value is not None and reaches(value, self.target) for _month, value in self.months
        )


def reaches(value: Decimal, target: Target) -> bool:
    """Say whether a figure is where the target wants it."""
    if target.direction is Direction.HIGHER:
        return value >= target.goal
    return value <= target.goal


def progress(target: Target, figures: Mapping[date, Decimal], today: date) -> Progress:
    """Reckon how far figures are; a month is missing only once it is over."""
    this_month = today.replace(day=1)
    months = []
    month = target.from_month
    while month <= target.until_month:
        if month < this_month or month in figures:
            months.append((month, figures.get(month)))
        month = months_after(month, 1)
    known = [value for _month, value in months if value is not None]
    return Progress(target, months, sum(known, Decimal(0)) / len(known) if known else None)
