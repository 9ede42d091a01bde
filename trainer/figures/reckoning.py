"""What figures say beside those of a team, and where a chart draws them. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

MONTHS = 12
FEWEST = 5
"""From how many people on the median of a team is shown: from fewer it would tell of each."""

WIDTH, HEIGHT = 560, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 16, 32
LINES = 4


@dataclass(frozen=True)
class Month:
    """What one month came to for somebody and in their team; None where nothing is known or shown."""

    first_day: date
    own: Decimal | None
    team: Decimal | None


@dataclass(frozen=True)
class Spot:
    """A place on the chart."""

    x: float
    y: float


@dataclass(frozen=True)
class Drawn:
    """One line of the chart: its points, and the ways between those of months side by side."""

    spots: Sequence[Spot]
    ways: Sequence[tuple[Spot, Spot]]


@dataclass(frozen=True)
class Chart:
    """Where everything stands: both lines, the scale with its heights, the months with theirs."""

    own: Drawn
    team: Drawn
    scale: Sequence[tuple[Decimal, float]]
    months: Sequence[tuple[date, float]]


def months_until(last: date, many: int = MONTHS) -> list[date]:
    """List the first days of the months up to that of a day, the earliest first."""
    count = last.year * 12 + last.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(count - many + 1, count + 1)]


def median_of(values: Sequence[Decimal]) -> Decimal | None:
    """Find the middle of a team's figures, or None where so few people would be recognised."""
    return median(values) if len(values) >= FEWEST else None


def by_month(
    months: Iterable[date],
    own: Mapping[date, Decimal],
    team: Mapping[date, Sequence[Decimal]],
) -> list[Month]:
    """Put somebody's figures beside their team's, month by month."""
    return [Month(one, own.get(one), median_of(team.get(one, ()))) for one in months]


def chart(months: Sequence[Month]) -> Chart:
    """Place the figures of these months on a chart; a month without one leaves a gap."""
    known = [value for one in months for value in (one.own, one.team) if value is not None]
    low, high = _bounds(known)
    step = (WIDTH - LEFT - RIGHT) / max(len(months) - 1, 1)

    def height(value: Decimal) -> float:
        return round(
            HEIGHT - BOTTOM - float((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM), 1
        )

    across = [round(LEFT + step * place, 1) for place in range(len(months))]
    marks = [low + (high - low) * mark / LINES for mark in range(LINES + 1)]
    return Chart(
        own=_drawn([one.own for one in months], across, height),
        team=_drawn([one.team for one in months], across, height),
        scale=[(mark, height(mark)) for mark in marks],
        months=[(one.first_day, x) for one, x in zip(months, across, strict=True)],
    )


def _bounds(known: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Leave room above and below, and begin at nought where that is near."""
    least, most = min(known, default=Decimal(0)), max(known, default=Decimal(1))
    room = (most - least) / 4 or abs(most) / 4 or Decimal(1)
    low = least - room
    if least >= 0 and (low < 0 or least < most / 2):
        low = Decimal(0)
    return low, most + room


def _drawn(
    values: Sequence[Decimal | None], across: Sequence[float], height: Callable[[Decimal], float]
) -> Drawn:
    spots = [
        None if one is None else Spot(x, height(one)) for one, x in zip(values, across, strict=True)
    ]
    ways = [(one, two) for one, two in pairwise(spots) if one and two]
    return Drawn([one for one in spots if one], ways)
