"""A strategy as data: read as it was written, and refused by the field that can't be followed."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sampling.rules_strategies import UNHURRIED, strategies
from trainer.sampling.rules.settings import (
    ALL,
    ALWAYS,
    LONGEST,
    BadStrategy,
    Level,
    Settings,
    Target,
    Trigger,
)

RATES = Settings().rates


@UNHURRIED
@given(strategies())
def test_settings_are_read_as_they_were_written(made: Settings) -> None:
    written = json.loads(json.dumps(made.to_data()))
    read = Settings.from_data(written)
    assert read == made
    assert json.dumps(read.to_data()) == json.dumps(made.to_data())


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        ({"rates": {**RATES, Level.NEW: 101}}, Level.NEW, "per_cent"),
        ({"rates": {**RATES, Level.LOW: -1}}, Level.LOW, "per_cent"),
        ({"rates": {**RATES, Level.LOW: 26}}, Level.NORMAL, "order"),
        ({"rates": {**RATES, Level.NEW: 24}}, Level.NORMAL, "order"),
        ({"rates": {**RATES, Level.IN_TRAINING: 99}}, Level.IN_TRAINING, "all"),
        ({"rates": {**RATES, Level.LOW: 0}}, Level.LOW, "none"),
        ({"targets": {Target.UNITS: 0}}, Target.UNITS, "months"),
        ({"targets": {Target.SITES: LONGEST + 1}}, Target.SITES, "months"),
        ({"settled_after": 21}, "low_after", "order"),
        ({"settled_after": 0}, "low_after", "order"),
        ({"fall_after": 0}, "fall_after", "none"),
        ({"most": 0}, "most", "none"),
    ],
)
def test_what_cannot_be_followed_is_refused_by_its_field(
    change: Mapping[str, Any], field: str, problem: str
) -> None:
    with pytest.raises(BadStrategy) as caught:
        Settings(**change)
    assert (caught.value.field, caught.value.problem) == (field, problem)


@pytest.mark.parametrize("trigger", sorted(ALWAYS))
def test_some_triggers_are_never_switched_off(trigger: Trigger) -> None:
    with pytest.raises(BadStrategy) as caught:
        Settings(triggers=frozenset(Trigger) - {trigger})
    assert (caught.value.field, caught.value.problem) == ("triggers", "always")


@pytest.mark.parametrize("trigger", sorted(set(Trigger) - ALWAYS))
def test_the_others_may_be(trigger: Trigger) -> None:
    assert trigger not in Settings(triggers=frozenset(Trigger) - {trigger}).triggers


@UNHURRIED
@given(st.dictionaries(st.sampled_from(Level), st.integers(-5, 105), min_size=len(Level)))
def test_rates_are_accepted_if_and_only_if_they_rise_with_risk(rates: dict[Level, int]) -> None:
    in_training, new, normal, low = (rates[one] for one in Level)
    sound = in_training == ALL and 1 <= low <= normal <= new <= ALL
    if sound:
        assert Settings(rates=rates).rates == rates
    else:
        with pytest.raises(BadStrategy):
            Settings(rates=rates)


def test_edges_are_accepted() -> None:
    made = Settings(
        rates=dict.fromkeys(Level, ALL),
        targets={Target.UNITS: 1, Target.SITES: LONGEST},
        settled_after=1,
        low_after=1,
        fall_after=1,
        most=1,
    )
    assert made.most == 1
