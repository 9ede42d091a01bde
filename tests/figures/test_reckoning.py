"""Medians, months and charts of figures: pure."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.figures.reading import read
from trainer.figures.reckoning import (
    BOTTOM,
    FEWEST,
    HEIGHT,
    TOP,
    Month,
    by_month,
    chart,
    median_of,
    months_until,
)

NOVEMBER = date(2026, 11, 1)
VALUES = st.one_of(st.none(), st.integers(-10_000, 10_000).map(Decimal))


def test_a_year_ends_with_the_month_of_the_day() -> None:
    months = months_until(date(2026, 2, 14))
    assert (months[0], months[-1], len(months)) == (date(2025, 3, 1), date(2026, 2, 1), 12)


@given(st.lists(st.integers(0, 99).map(Decimal), max_size=12))
def test_a_median_is_told_from_five_people_on_and_lies_in_the_middle(values: list[Decimal]) -> None:
    middle = median_of(values)
    assert (middle is None) == (len(values) < FEWEST)
    if middle is not None:
        assert sum(one <= middle for one in values) * 2 >= len(values)
        assert sum(one >= middle for one in values) * 2 >= len(values)


def test_a_missing_month_is_missing_and_no_line_crosses_it() -> None:
    months = months_until(NOVEMBER, 4)
    own = {months[0]: Decimal(4), months[1]: Decimal(5), months[3]: Decimal(0)}
    told = by_month(months, own, {})
    assert [one.own for one in told] == [Decimal(4), Decimal(5), None, Decimal(0)]
    drawn = chart(told).own
    assert len(drawn.spots) == 3
    assert [(one.x, two.x) for one, two in drawn.ways] == [(drawn.spots[0].x, drawn.spots[1].x)]


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=12))
def test_every_point_is_on_the_chart_and_more_is_higher(
    values: list[tuple[Decimal | None, Decimal | None]],
) -> None:
    drawn = chart([Month(NOVEMBER, own, team) for own, team in values])
    spots = [*drawn.own.spots, *drawn.team.spots]
    assert len(spots) == sum(one is not None for pair in values for one in pair)
    assert all(TOP <= one.y <= HEIGHT - BOTTOM for one in spots)
    known = [own for own, _team in values if own is not None]
    heights = [one.y for one in drawn.own.spots]
    for one, high in zip(known, heights, strict=True):
        for other, low in zip(known, heights, strict=True):
            assert one <= other or high <= low


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2026-11", NOVEMBER),
        ("2026-11-30", NOVEMBER),
        ("11/2026", NOVEMBER),
        ("30/11/2026", NOVEMBER),
        ("2026-13", None),
        ("11.2026", None),
        ("", None),
    ],
)
def test_a_month_is_read_in_the_usual_ways(cell: str, month: date | None) -> None:
    told = read(f"staff_number,measure,month,value\nbh1,contacts,{cell},3\n")
    assert [one.month for one in told.lines] == ([month] if month else [])
    assert bool(told.problems) == (month is None)


@pytest.mark.parametrize("cell", ["", "12%", "a", "1e5", "1,5", "9999999999999"])
def test_what_is_no_number_is_said_and_never_taken_for_nought(cell: str) -> None:
    told = read(f'staff_number,measure,month,value\nbh1,contacts,2026-11,"{cell}"\n')
    assert not told.lines
    assert [one.column for one in told.problems] == ["value"]
