"""How shares rise and fall: a disagreement at once, falling only by looks that agree in a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sampling.rules_strategies import RATES, UNHURRIED, strategies
from trainer.sampling.rules.risk import Rate, Verdict, rate_of
from trainer.sampling.rules.settings import ALL, Level, Settings

LOOKS = st.lists(st.sampled_from(Verdict), max_size=80)
AGREED, POINTS, DISAGREED = Verdict.AGREED, Verdict.AGREED_WITH_POINTS, Verdict.DISAGREED


@UNHURRIED
@given(strategies(), LOOKS)
def test_a_disagreement_doubles_the_share_at_once(made: Settings, looks: list[Verdict]) -> None:
    before = rate_of(made, looks, qualified=True)
    after = rate_of(made, [*looks, DISAGREED], qualified=True)
    assert after.doubled == before.doubled + 1
    assert after.in_a_row == 0
    assert after.per_cent == min(ALL, after.base * 2**after.doubled)
    assert after.per_cent >= min(ALL, 2 * before.per_cent)


@UNHURRIED
@given(strategies(), LOOKS)
def test_points_never_lower_a_share_nor_raise_it(made: Settings, looks: list[Verdict]) -> None:
    before = rate_of(made, looks, qualified=True)
    assert rate_of(made, [*looks, POINTS], qualified=True) == before


@UNHURRIED
@given(strategies(), LOOKS)
def test_what_was_doubled_falls_only_after_so_many_agreed_in_a_row(
    made: Settings, looks: list[Verdict]
) -> None:
    doubled = rate_of(made, [*looks, DISAGREED], qualified=True).doubled
    for agreed in range(2 * made.fall_after + 1):
        rate = rate_of(made, [*looks, DISAGREED, *[AGREED] * agreed], qualified=True)
        assert rate.doubled == max(0, doubled - agreed // made.fall_after)


@UNHURRIED
@given(strategies(), st.integers(1, 3))
def test_a_disagreement_begins_the_row_again(made: Settings, times: int) -> None:
    nearly = [DISAGREED, *[AGREED] * (made.fall_after - 1)]
    assert rate_of(made, nearly * times, qualified=True).doubled == times


@UNHURRIED
@given(strategies(), LOOKS)
def test_no_agreed_look_raises_a_share(made: Settings, looks: list[Verdict]) -> None:
    before = rate_of(made, looks, qualified=True).per_cent
    assert rate_of(made, [*looks, AGREED], qualified=True).per_cent <= before


@UNHURRIED
@given(strategies(), LOOKS)
def test_levels_follow_from_the_record(made: Settings, looks: list[Verdict]) -> None:
    rate = rate_of(made, looks, qualified=True)
    assert rate.agreed == looks.count(AGREED)
    assert (rate.level is Level.NEW) is (rate.agreed < made.settled_after)
    if rate.level is Level.LOW:
        assert rate.doubled == 0
        assert rate.in_a_row >= made.low_after
    assert rate.base == made.rates[rate.level]


@pytest.mark.parametrize(
    ("agreed", "level"),
    [(0, Level.NEW), (9, Level.NEW), (10, Level.NORMAL), (19, Level.NORMAL), (20, Level.LOW)],
)
def test_agreeing_makes_an_assessor_normal_and_then_low(agreed: int, level: Level) -> None:
    assert rate_of(Settings(), [AGREED] * agreed, qualified=True).level is level


def test_one_disagreement_ends_low_until_it_is_worked_off() -> None:
    settled = [AGREED] * 20
    fallen = rate_of(Settings(), [*settled, DISAGREED], qualified=True)
    assert (fallen.level, fallen.per_cent) == (Level.NORMAL, 50)
    halved = rate_of(Settings(), [*settled, DISAGREED, *[AGREED] * 10], qualified=True)
    assert (halved.level, halved.per_cent) == (Level.NORMAL, 25)
    again = rate_of(Settings(), [*settled, DISAGREED, *[AGREED] * 30], qualified=True)
    assert (again.level, again.per_cent) == (Level.LOW, 15)


def test_nobody_is_of_low_risk_while_a_disagreement_is_not_worked_off() -> None:
    slow = Settings(low_after=20, fall_after=30)
    looks = [DISAGREED, *[AGREED] * 29]
    assert rate_of(slow, looks, qualified=True).level is Level.NORMAL


@UNHURRIED
@given(strategies(), LOOKS)
def test_everything_of_who_is_in_training_is_looked_into(
    made: Settings, looks: list[Verdict]
) -> None:
    rate = rate_of(made, looks, qualified=False)
    assert (rate.level, rate.per_cent, rate.doubled) == (Level.IN_TRAINING, ALL, 0)


@UNHURRIED
@given(RATES)
def test_a_rate_is_read_as_it_was_written(rate: Rate) -> None:
    assert Rate.from_data(rate.to_data()) == rate
