"""What ratings come to, and what is still to be said before a form can be handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trainer.appraisals.rules.template import TOP

EXTREMES = frozenset({1, TOP})
"""Ratings that have to be explained."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One thing that is rated: what it is called, the rating if there is one, and the words on it."""

    name: str
    rating: int | None
    words: str = ""


def unexplained(rated: Iterable[Rated]) -> list[str]:
    """Name what is rated lowest or highest without a word on why (domain.md 9)."""
    return [one.name for one in rated if one.rating in EXTREMES and not one.words.strip()]


def unrated(rated: Iterable[Rated]) -> list[str]:
    """Name what has no rating yet."""
    return [one.name for one in rated if one.rating is None]


def suggested(sections: Sequence[tuple[int, Sequence[Rated]]]) -> Fraction | None:
    """Weigh the mean of each section by its percentage: what the ratings come to, from 1 to 4.

    A section without any rating gives its weight to the others. It is shown beside the overall
    rating and never sets it. None where nothing is rated.
    """
    means = [
        (weight, Fraction(sum(given), len(given)))
        for weight, rated in sections
        if (given := [one.rating for one in rated if one.rating is not None])
    ]
    total = sum(weight for weight, _mean in means)
    if not total:
        return None
    return sum((weight * mean for weight, mean in means), Fraction(0)) / total
