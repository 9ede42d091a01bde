"""How far several people agree on the same things: pure, exact, and silent where it can't be said.

Everything is counted in fractions, so that a figure is the same whatever the order of what it is
counted from, and perfect agreement is exactly one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

Ratings = Sequence[Sequence[str | None]]
"""A row for each thing that was judged, in it what each rater said; None where they said nothing."""

FEWEST = 2
"""So many raters, and things that all of them judged, it takes to say how far they agree."""


class Unsaid(StrEnum):
    """Why there is no kappa."""

    FEW_RATERS = "few_raters"
    FEW_ITEMS = "few_items"
    ONE_CATEGORY = "one_category"


@dataclass(frozen=True)
class Agreement:
    """How far raters agree: in how many pairs of judgements, and beyond chance.

    `items` are those that every rater judged, on which kappa is counted; `left_out` the others.
    """

    raters: int
    items: int
    left_out: int
    same: Fraction | None
    kappa: Fraction | None
    unsaid: Unsaid | None = None

    @property
    def is_cohens(self) -> bool:
        """Whether kappa is Cohen's, of two raters; else Fleiss', of more."""
        return self.raters == FEWEST


def agreement_of(ratings: Ratings) -> Agreement:
    """Say how far raters agree: Cohen's kappa for two of them, Fleiss' for more.

    Whoever judged nothing is no rater. Kappa asks for the same raters throughout, so it is counted
    on what all of them judged; the share of equal pairs is counted on all there is.
    """
    judging = [place for place in range(_width(ratings)) if any(row[place] for row in ratings)]
    rows = [[row[place] for place in judging] for row in ratings]
    complete = [[said for said in row if said is not None] for row in rows if None not in row]
    unsaid = _why_not(len(judging), complete)
    return Agreement(
        raters=len(judging),
        items=len(complete),
        left_out=len(rows) - len(complete),
        same=share_of_equal_pairs(rows),
        kappa=None if unsaid else _kappa(complete),
        unsaid=unsaid,
    )


def share_of_equal_pairs(ratings: Ratings) -> Fraction | None:
    """Count in how many pairs of judgements on the same thing both said the same."""
    pairs = [
        one == other
        for row in ratings
        for one, other in combinations([said for said in row if said is not None], 2)
    ]
    return Fraction(sum(pairs), len(pairs)) if pairs else None


def cohens_kappa(first: Sequence[str], second: Sequence[str]) -> Fraction:
    """Count Cohen's kappa of two raters; they must not have said one and the same of everything."""
    number = len(first)
    observed = Fraction(sum(map(str.__eq__, first, second)), number)
    by_first, by_second = Counter(first), Counter(second)
    expected = Fraction(sum(by_first[one] * by_second[one] for one in by_first), number**2)
    return _beyond_chance(observed, expected)


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> Fraction:
    """Count Fleiss' kappa: a row for each thing, in it how many raters chose each category."""
    raters, number = sum(counts[0]), len(counts)
    observed = sum(
        (Fraction(sum(one * (one - 1) for one in row), raters * (raters - 1)) for row in counts),
        Fraction(),
    )
    shares = [Fraction(sum(column), number * raters) for column in zip(*counts, strict=True)]
    return _beyond_chance(observed / number, sum((one**2 for one in shares), Fraction()))


def _beyond_chance(observed: Fraction, expected: Fraction) -> Fraction:
    return (observed - expected) / (1 - expected)


def _width(ratings: Ratings) -> int:
    return len(ratings[0]) if ratings else 0


def _why_not(raters: int, complete: Sequence[Sequence[str]]) -> Unsaid | None:
    if raters < FEWEST:
        return Unsaid.FEW_RATERS
    if len(complete) < FEWEST:
        return Unsaid.FEW_ITEMS
    if len({said for row in complete for said in row}) == 1:
        return Unsaid.ONE_CATEGORY
    return None


def _kappa(complete: Sequence[Sequence[str]]) -> Fraction:
    if len(complete[0]) == FEWEST:
        return cohens_kappa([one for one, _other in complete], [other for _one, other in complete])
    categories = sorted({said for row in complete for said in row})
    return fleiss_kappa([[row.count(one) for one in categories] for row in complete])
