"""Months in a role, held against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.careers.rules.asking import Kind
from trainer.careers.rules.serving import ANYWHERE, Spell, days_served, whole_months, with_months

DAY = date(2026, 11, 27)

days = st.integers(-400, 60).map(lambda n: DAY + timedelta(days=n))
spells = st.lists(
    st.tuples(days, st.none() | st.integers(0, 300)).map(
        lambda told: Spell(
            "senior", told[0], None if told[1] is None else told[0] + timedelta(days=told[1])
        )
    ),
    max_size=5,
)


@given(spells)
def test_each_day_served_counts_once(served: list[Spell]) -> None:
    counted = sum(
        any(s.starts_on <= day and (s.ends_on is None or day < s.ends_on) for s in served)
        for day in (DAY - timedelta(days=n) for n in range(1, 402))
    )
    assert days_served(served, DAY) == counted


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2025, 11, 27), DAY, 12),
        (date(2025, 11, 28), DAY, 11),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (DAY, DAY, 0),
    ],
)
def test_a_month_is_whole_on_the_same_day_of_the_next(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


def test_a_break_counts_against_nobody() -> None:
    first = Spell("senior", date(2024, 1, 1), date(2024, 7, 1))
    second = Spell("senior", date(2026, 5, 27), None)
    facts = with_months({}, [first, second, Spell("leader", date(2027, 1, 1), None)], DAY)
    assert facts[Kind.ROLE_MONTHS, "senior"][0].amount == 12
    assert (Kind.ROLE_MONTHS, "leader") not in facts
    assert facts[Kind.MONTHS, ANYWHERE][0].starts_on == date(2024, 1, 1)
