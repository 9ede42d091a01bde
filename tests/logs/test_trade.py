"""What staff say for what units say: the data, and how it is found in a sentence."""

import pytest

from bench.suggesting import every_unit
from trainer.logs import trade
from trainer.logs.stemming import WORD

GROUPS = trade.groups()


def _meant(sentence: str) -> set[str]:
    return {one.name for one in trade.in_speech(WORD.findall(sentence))}


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("I rang round everyone on the list", "Make telephone calls to customers"),
        ("I handed it all over to the late shift", "Carry out customer service handovers"),
        ("He was effing and jeffing", "Deliver customer service to challenging customers"),
        ("It was not my job but I did it", "Exceed customer expectations"),
    ],
)
def test_what_staff_say_means_what_a_unit_says(sentence: str, unit: str) -> None:
    assert _meant(sentence) & trade.in_units(unit)


def test_no_more_than_two_words_stand_between() -> None:
    near, far = "I handed the whole case over", "I handed the whole rather long case over"
    handover = trade.in_units("Carry out customer service handovers")
    assert _meant(near) & handover
    assert not _meant(far) & handover


@pytest.mark.parametrize(
    "typed", ["couldnt believe it", "couldn't believe it", "couldn’t believe it"]
)
def test_an_apostrophe_makes_no_difference(typed: str) -> None:
    assert _meant(typed) & trade.in_units("Exceed customer expectations")


def test_several_words_weigh_more_than_one() -> None:
    whole = max(one.weight for one in trade.in_speech(["shoe", "covers"]))
    single = max(one.weight for one in trade.in_speech(["overshoes"]))
    assert whole > single


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["units"])
def test_each_group_is_for_some_unit_and_says_nothing_twice(group: dict[str, str]) -> None:
    assert set(group) == {"units", "staff"}
    phrases = [" ".join(phrase.split()) for phrase in group["staff"].split(",")]
    assert all(phrases)
    assert len(phrases) == len(set(phrases))
    name = f"meaning {GROUPS.index(group)}"
    assert any(name in trade.in_units(one.unit) for one in every_unit())
