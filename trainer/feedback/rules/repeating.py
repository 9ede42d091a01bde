"""How soon the same people may be asked about somebody again: pure.

Who compares two rounds that differ by one person learns what that person said, so rounds that
share people lie far enough apart for everybody to have seen and thought something else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainer.core import clock

MONTHS_APART = 6


@dataclass(frozen=True)
class Earlier:
    """A round about the same person: the day it closes or closed, and who was asked."""

    closes_on: date
    anonymous: bool
    raters: frozenset[str]


def first_day(
    earlier: Iterable[Earlier], raters: frozenset[str], *, anonymous: bool
) -> date | None:
    """Return the first day on which these people may be asked, or None if no round stands in the way."""
    days = [
        clock.months_after(one.closes_on, MONTHS_APART)
        for one in earlier
        if (one.anonymous or anonymous) and one.raters & raters
    ]
    return max(days, default=None)
