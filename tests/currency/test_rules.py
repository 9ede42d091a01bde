"""Until when something is current: on every day, for every rule, and on 29 February."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.currency.rules import Currency, Rule, begun_on, standing

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
RULES = st.builds(Rule, st.integers(1, 120), st.integers(0, 366))
DAY = timedelta(days=1)


@given(DAYS, RULES, DAYS)
def test_it_is_current_then_to_renew_then_lapsed(begun: date, rule: Rule, day: date) -> None:
    found = standing(begun, rule, day)
    if day >= found.review_by:
        assert found.state is Currency.LAPSED
    elif (found.review_by - day).days <= rule.renewal_days:
        assert found.state is Currency.SOON
    else:
        assert found.state is Currency.CURRENT


@given(DAYS, RULES)
def test_the_end_is_so_many_months_on_and_the_same_whatever_the_day(
    begun: date, rule: Rule
) -> None:
    ends = {standing(begun, rule, begun + n * DAY).review_by for n in (0, 1, 500, 5000)}
    [end] = ends
    months = (end.year - begun.year) * 12 + end.month - begun.month
    assert months == rule.months or (end.day == 1 and months == rule.months + 1)
    assert standing(begun, rule, begun).last_day == end - DAY


@given(DAYS, DAYS, RULES)
def test_what_began_later_ends_no_sooner(one: date, other: date, rule: Rule) -> None:
    first, second = sorted((one, other))
    assert standing(first, rule, first).review_by <= standing(second, rule, first).review_by


@pytest.mark.parametrize(
    ("begun", "months", "last_day"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2025, 11, 27), 24, date(2027, 11, 26)),
    ],
)
def test_days_that_not_every_year_or_month_has(begun: date, months: int, last_day: date) -> None:
    assert standing(begun, Rule(months, 0), begun).last_day == last_day


@given(DAYS, st.none() | DAYS)
def test_a_criterion_counts_from_the_last_time_somebody_put_their_name_to_it(
    met_on: date, achieved_on: date | None
) -> None:
    begun = begun_on(met_on, achieved_on)
    assert begun >= met_on
    assert achieved_on is None or begun >= achieved_on
    assert begun in {met_on, achieved_on}
