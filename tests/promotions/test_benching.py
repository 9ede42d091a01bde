"""When somebody could follow somebody else: the pure rule, in every case there is."""

from datetime import date
from itertools import product

import pytest

from trainer.careers.rules.asking import Ask, Kind
from trainer.careers.rules.readiness import Line, Readiness
from trainer.promotions.rules.benching import When, soon, when

LINES = [Line(Ask(Kind.SHIFTS, "desk", 1, "A shift"), state) for state in Readiness]


@pytest.mark.parametrize(("today", "then"), list(product(product(LINES, LINES), repeat=2)))
def test_now_soon_or_later(today: tuple[Line, Line], then: tuple[Line, Line]) -> None:
    if {one.state for one in today} == {Readiness.MET}:
        expected = When.NOW
    elif Readiness.NOT in {one.state for one in then}:
        expected = When.LATER
    else:
        expected = When.SOON
    assert when(today, then) is expected


def test_soon_is_six_months_away() -> None:
    assert soon(date(2026, 1, 15)) == date(2026, 7, 15)
