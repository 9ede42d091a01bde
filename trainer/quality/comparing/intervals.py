"""How sure a share or a median is, from the numbers it rests on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

Z = 1.959964
"""The standard normal deviate that leaves 2.5 % on each side."""

FEWEST = 5
"""From fewer than so many nothing is said: one case more would tell another story."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % confidence interval and the number of cases it rests on."""

    value: float
    low: float
    high: float
    cases: int
    of_them: int | None = None


def wilson(successes: int, cases: int) -> tuple[float, float]:
    """Work out the 95 % score interval of a share (Wilson 1927), without continuity correction."""
    share, square = successes / cases, Z * Z
    middle = share + square / (2 * cases)
    half = Z * sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    below = 1 + square / cases
    low = (middle - half) / below if successes else 0.0
    high = (middle + half) / below if successes < cases else 1.0
    return low, high


def share_of(successes: int, cases: int) -> Estimate | None:
    """Say which share of the cases it is, with its interval; nothing where there are too few."""
    if cases < FEWEST:
        return None
    low, high = wilson(successes, cases)
    return Estimate(successes / cases, low, high, cases, successes)


def middle_of(values: Sequence[float]) -> Estimate | None:
    """Take the median, with the interval between the ranks that hold it in 95 of 100 samples.

    The ranks are those of Campbell and Gardner (1988), as far as there are such.
    """
    cases = len(values)
    if cases < FEWEST:
        return None
    ordered, reach = sorted(values), Z * sqrt(cases) / 2
    low = max(1, round(cases / 2 - reach))
    high = min(cases, round(1 + cases / 2 + reach))
    return Estimate(median(ordered), ordered[low - 1], ordered[high - 1], cases)
