"""How good suggestions are, held to what was reached: nobody makes them worse unseen."""

import pytest

from bench.suggesting import (
    HALVES,
    SETTINGS,
    Ranking,
    by_full_text,
    by_overlap,
    entries,
    every_unit,
    share,
    suggested,
)

FLOORS = {
    ("a learner’s own units", "tuned"): (0.72, 0.92),
    ("a learner’s own units", "unseen"): (0.50, 0.85),
    ("the whole suite", "tuned"): (0.72, 0.94),
    ("the whole suite", "unseen"): (0.50, 0.84),
}
"""For each setting and half: the part of the entries with a right unit first, and in five."""


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("half", HALVES)
def test_the_right_unit_is_found_as_often_as_it_was(setting: str, half: str) -> None:
    reached = share(suggested, half, SETTINGS[setting]())
    first, in_five = FLOORS[setting, half]
    assert reached.first / reached.entries >= first
    assert reached.first_five / reached.entries >= in_five


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("plain", [by_overlap, by_full_text])
def test_suggesting_finds_more_than_simpler_ways(setting: str, half: str, plain: Ranking) -> None:
    candidates = SETTINGS[setting]()
    simpler, ours = share(plain, half, candidates), share(suggested, half, candidates)
    assert ours.first > simpler.first
    assert ours.first_five > simpler.first_five


def test_entries_are_many_and_name_units_of_the_suite() -> None:
    written = [entry for half in HALVES for entry in entries(half)]
    assert len({text for text, _units in written}) == len(written) >= 120
    there = {one.unit_code for one in every_unit()}
    assert all(units and units <= there for _text, units in written)
