"""Each kind of rule, one below its boundary, on it and one above."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.catalogue.structures import made
from trainer.catalogue.rules import Finding, evaluate

GROUPS = {"A": "a1 a2 a3", "B": "b1 b2 b3", "C": "c1"}
UNITS: dict[str, tuple[int | None, int | None]] = {
    "a1": (1, 1),
    "a2": (2, 3),
    "a3": (3, 4),
    "b1": (2, 2),
    "b2": (3, 3),
    "b3": (None, 5),
    "c1": (3, None),
}


def finding(rule: Mapping[str, Any], chosen: str) -> Finding:
    return evaluate(made(GROUPS, rule, **UNITS), chosen.split()).findings[0]


MINIMUMS = [
    ({"type": "group_min_credit", "group": "A"}, "a2 a3 b3", 7),
    ({"type": "group_min_units", "group": "A"}, "a2 a3 b3", 2),
    ({"type": "groups_min_credit", "groups": ["A", "C"]}, "a2 a3 b3 c1", 7),
    ({"type": "groups_min_credit", "groups": ["A", "B"]}, "a2 b1 b3", 10),
    ({"type": "groups_min_credit_at_level", "groups": ["A", "B"], "level": 2}, "a1 a2 b2 b3", 6),
    ({"type": "groups_min_credit_at_level", "groups": ["B", "C"], "level": 3}, "a3 b1 b2 c1", 3),
    ({"type": "total_min_credit"}, "a1 a2 b1 c1", 6),
    ({"type": "total_min_units"}, "a1 b1 c1", 3),
    ({"type": "min_credit_at_level", "level": 3}, "a1 a2 a3 b1 b2 b3 c1", 7),
    ({"type": "min_credit_at_level", "level": 1}, "a1 a2 b3", 4),
]


@pytest.mark.parametrize(("rule", "chosen", "have"), MINIMUMS)
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_a_minimum_holds_from_exactly_its_number(
    rule: dict[str, Any], chosen: str, have: int, beyond: int
) -> None:
    found = finding({**rule, "min": have + beyond}, chosen)
    assert (found.have, found.need) == (have, have + beyond)
    assert found.shortfall == max(0, beyond)
    assert found.holds is (beyond <= 0)


def test_each_of_several_groups_has_to_give_its_units() -> None:
    rule = {"type": "groups_min_units_each", "groups": ["A", "B"], "min": 2}
    assert finding(rule, "a1 a2 a3 b1").holds is False
    assert finding(rule, "a1 a2 a3 b1").shortfall == 1
    assert finding(rule, "a1 a2 a3 b1").have == 3
    assert finding(rule, "a1 a2 b1 b2").holds is True
    assert finding(rule, "a1 a2 a3 b1 b2").have == 4
    assert finding(rule, "").shortfall == 4


@pytest.mark.parametrize(("cap", "counted", "surplus"), [(6, 6, 1), (7, 7, 0), (8, 7, 0)])
def test_credit_above_a_group_cap_is_surplus(cap: int, counted: int, surplus: int) -> None:
    rule = {"type": "group_max_credit", "group": "A", "max": cap}
    outcome = evaluate(made(GROUPS, rule, **UNITS), ["a2", "a3"])
    found = outcome.findings[0]
    assert (found.holds, found.shortfall) == (True, 0)
    assert (found.have, found.need, found.surplus) == (7, cap, surplus)
    assert (outcome.counted_credit, outcome.counted_units) == (counted, 2)


@pytest.mark.parametrize(("cap", "counted", "surplus"), [(1, 4, 1), (2, 7, 0), (3, 7, 0)])
def test_units_above_a_group_cap_are_surplus_and_the_best_count(
    cap: int, counted: int, surplus: int
) -> None:
    rule = {"type": "group_max_units", "group": "A", "max": cap}
    outcome = evaluate(made(GROUPS, rule, **UNITS), ["a2", "a3"])
    found = outcome.findings[0]
    assert (found.holds, found.shortfall) == (True, 0)
    assert (found.have, found.need, found.surplus) == (2, cap, surplus)
    assert (outcome.counted_credit, outcome.counted_units) == (counted, 2 - surplus)
    assert (found.note is None) is (surplus == 0)


@pytest.mark.parametrize(
    ("chosen", "missing"), [("a1 a2", 1), ("a1 a2 a3", 0), ("a1 a2 a3 b1", 0), ("", 3)]
)
def test_a_mandatory_group_is_taken_whole(chosen: str, missing: int) -> None:
    found = finding({"type": "all_of_group", "group": "A"}, chosen)
    assert (found.holds, found.have, found.need) == (not missing, 3 - missing, 3)
    assert found.shortfall == missing


@pytest.mark.parametrize(
    ("chosen", "clashes"), [("a1", 0), ("b1", 0), ("a1 b1", 1), ("a1 b1 a2 b2", 2), ("a1 b2", 0)]
)
def test_a_barred_pair_may_not_be_taken_together(chosen: str, clashes: int) -> None:
    rule = {"type": "barred_combination", "units": [["a1", "b1"], ["b2", "a2"]]}
    found = finding(rule, chosen)
    assert (found.holds, found.have, found.shortfall) == (not clashes, clashes, clashes)


@pytest.mark.parametrize(("chosen", "credit", "surplus"), [
    ("a2", 3, 0), ("a2 b3", 5, 1), ("a1 a2 b3", 6, 1), ("a2 b3 b1", 5, 2),
])  # fmt: skip
def test_of_equivalent_units_only_the_best_counts(chosen: str, credit: int, surplus: int) -> None:
    rule = {"type": "equivalent_unit", "units": ["a2", "b3", "b1"]}
    outcome = evaluate(made(GROUPS, rule, **UNITS), chosen.split())
    assert outcome.counted_credit == credit
    assert outcome.findings[0].surplus == surplus
    assert outcome.holds


SAYINGS = [
    ({"type": "group_min_credit", "group": "A", "min": 8}, "Choose 1 more credit from Group A."),
    ({"type": "group_min_units", "group": "B", "min": 2}, "Choose 2 more units from Group B."),
    (
        {"type": "groups_min_units_each", "groups": ["A", "B", "C"], "min": 1},
        "Choose 1 more unit from Group B and 1 more unit from Group C.",
    ),
    (
        {"type": "groups_min_credit", "groups": ["A", "B", "C"], "min": 9},
        "Choose 2 more credits from Group A, Group B or Group C.",
    ),
    (
        {"type": "groups_min_credit_at_level", "groups": ["A", "B"], "level": 3, "min": 5},
        "Choose 1 more credit at level 3 or above from Group A or Group B.",
    ),
    ({"type": "total_min_credit", "min": 10}, "Choose 3 more credits."),
    ({"type": "total_min_units", "min": 3}, "Choose 1 more unit."),
    (
        {"type": "min_credit_at_level", "level": 3, "min": 9},
        "Choose 5 more credits at level 3 or above.",
    ),
    ({"type": "all_of_group", "group": "A"}, "Add a1."),
    (
        {"type": "barred_combination", "units": [["a2", "a3"]]},
        "Keep only one of a2 and a3.",
    ),
    ({"type": "group_min_credit", "group": "A", "min": 7},
     "You have the 7 credits you need from Group A."),
    ({"type": "groups_min_units_each", "groups": ["A"], "min": 1},
     "You have the 1 unit you need from Group A."),
    ({"type": "total_min_units", "min": 2}, "You have the 2 units you need."),
    ({"type": "all_of_group", "group": "C"}, "Add c1."),
    ({"type": "group_max_units", "group": "A", "max": 1},
     "Group A counts up to 1 unit, so 1 unit you have beyond that won’t count."),
    ({"type": "group_max_credit", "group": "B", "max": 1},
     "Group B counts up to 1 credit, and you are within that."),
    ({"type": "equivalent_unit", "units": ["a2", "a3"]},
     "a2 and a3 stand for one another: a3 is the one counted."),
    ({"type": "equivalent_unit", "units": ["a1", "a3"]},
     "You have no two units that stand for one another."),
    ({"type": "barred_combination", "units": [["a1", "a3"]]},
     "None of your units rules out another."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "said"), SAYINGS)
def test_what_a_rule_says_is_a_sentence_for_a_person(rule: dict[str, Any], said: str) -> None:
    assert finding(rule, "a2 a3").says == said


def test_each_group_that_is_met_is_named() -> None:
    rule = {"type": "groups_min_units_each", "groups": ["A", "B"], "min": 1}
    said = "You have the 1 unit you need from each of Group A and Group B."
    assert finding(rule, "a1 b1").says == said


def test_a_whole_group_is_said_to_be_there() -> None:
    rule = {"type": "all_of_group", "group": "C"}
    assert finding(rule, "c1").says == "You have every unit of Group C."
