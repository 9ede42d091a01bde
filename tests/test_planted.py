"""The faults that are planted to try the tests (trials/planted.py) still find their place in the code."""

import pytest

from trials.planted import FAULTS, ROOT, Fault, faults

FEWEST = 12


def test_there_are_enough_of_them() -> None:
    assert FAULTS.is_file()
    assert len({one.fault for one in faults()}) == len(faults()) >= FEWEST


@pytest.mark.parametrize("one", faults(), ids=lambda one: one.fault)
def test_each_has_one_place_and_tests(one: Fault) -> None:
    text = (ROOT / one.file).read_text(encoding="utf-8")
    assert text.count(one.is_now) == 1
    assert one.is_now != one.becomes
    assert all((ROOT / test).exists() for test in one.tests)
