"""Structures that are refused because nobody could meet them, and why."""

from typing import Any

import pytest

from tests.catalogue.structures import made
from trainer.catalogue.rules import Group, Structure, balance, impossible, parse

MANDATORY = {"type": "all_of_group", "group": "A"}


def group_rule(kind: str, group: str, **amount: int) -> dict[str, Any]:
    return {"type": kind, "group": group, **amount}


def test_a_sound_structure_is_not_refused() -> None:
    rules = [MANDATORY, group_rule("group_min_credit", "B", min=6)]
    assert impossible(made({"A": "m", "B": "x y"}, *rules)) == ()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            group_rule("group_min_credit", "B", min=7),
            "A rule asks for 7 credits from Group B, but at most 6 credits can count there.",
        ),
        (
            group_rule("group_min_units", "B", min=3),
            "A rule asks for 3 units from Group B, but at most 2 units can count there.",
        ),
        (
            {"type": "groups_min_units_each", "groups": ["A", "B"], "min": 2},
            "A rule asks for 2 units from Group A, but at most 1 unit can count there.",
        ),
        (
            {"type": "groups_min_credit", "groups": ["A", "B"], "min": 10},
            (
                "A rule asks for 10 credits from Group A or Group B, "
                "but at most 9 credits can count there."
            ),
        ),
        (
            {"type": "min_credit_at_level", "level": 3, "min": 1},
            "A rule asks for 1 credit at level 3 or above, but at most 0 credits can count there.",
        ),
        (
            {"type": "total_min_credit", "min": 10},
            "A rule asks for 10 credits, but at most 9 credits can count there.",
        ),
        (
            {"type": "total_min_units", "min": 4},
            "A rule asks for 4 units, but at most 3 units can count there.",
        ),
    ],
)
def test_a_minimum_above_what_there_is(rule: dict[str, Any], said: str) -> None:
    assert impossible(made({"A": "m", "B": "x y"}, rule)) == (said,)
    at_the_edge = {**rule, "min": rule["min"] - 1}
    if at_the_edge["min"]:
        assert impossible(made({"A": "m", "B": "x y"}, at_the_edge)) == ()


def test_a_group_still_being_loaded_is_never_the_reason() -> None:
    rules = [
        group_rule("group_min_credit", "B", min=70),
        {"type": "total_min_units", "min": 9},
        {"type": "min_credit_at_level", "level": 7, "min": 9},
    ]
    assert impossible(made({"A": "m", "B": "..."}, *rules)) == ()


def test_a_total_above_what_the_caps_allow_is_refused_even_while_loading() -> None:
    rules = [group_rule("group_max_credit", "D", max=7), {"type": "total_min_credit", "min": 11}]
    structure = made({"A": "m", "D": "..."}, *rules)
    assert impossible(structure) == (
        "A rule asks for 11 credits, but at most 10 credits can count there.",
    )


def test_unit_caps_limit_credit_too() -> None:
    rules = [group_rule("group_max_units", "B", max=1), group_rule("group_min_credit", "B", min=6)]
    assert impossible(made({"B": "x y"}, *rules, y=(2, 5))) == (
        "A rule asks for 6 credits from Group B, but at most 5 credits can count there.",
    )


@pytest.mark.parametrize("what", ["credit", "units"])
@pytest.mark.parametrize("units", ["x y", "x y ..."])
def test_a_maximum_below_the_minimum(what: str, units: str) -> None:
    rules = [
        group_rule(f"group_max_{what}", "B", max=1),
        group_rule(f"group_min_{what}", "B", min=2),
    ]
    reasons = impossible(made({"B": units}, *rules))
    noun = "credit" if what == "credit" else "unit"
    assert reasons[0] == f"Group B counts at most 1 {noun}, but 2 {noun}s have to come from it."


def test_a_mandatory_unit_that_is_not_in_the_catalogue() -> None:
    full = made({"A": "m n"}, MANDATORY)
    structure = Structure(full.groups, full.rules, {"m": full.units["m"]})
    assert impossible(structure) == ("Group A lists n, which the catalogue doesn’t have.",)


def test_a_mandatory_group_without_units() -> None:
    assert impossible(made({"A": ""}, MANDATORY)) == (
        "Group A has to be taken whole, but it has no units.",
    )
    assert impossible(made({"A": "..."}, MANDATORY)) == ()


def test_two_mandatory_units_that_bar_each_other() -> None:
    barred = {"type": "barred_combination", "units": [["m", "n"]]}
    said = "m and n are both mandatory, but they can’t be taken together."
    assert impossible(made({"A": "m n"}, MANDATORY, barred)) == (said,)
    assert impossible(made({"A": "m n ..."}, MANDATORY, barred)) == (said,)
    assert impossible(made({"A": "m", "B": "n"}, MANDATORY, barred)) == ()


def test_an_equivalent_rescues_a_barred_mandatory_unit() -> None:
    barred = {"type": "barred_combination", "units": [["m", "n"]]}
    same = {"type": "equivalent_unit", "units": ["n", "n2"]}
    assert impossible(made({"A": "m n"}, MANDATORY, barred, same, n2=(2, 3))) == ()


def test_of_equivalent_units_the_one_that_brings_most_is_reckoned_with() -> None:
    same = {"type": "equivalent_unit", "units": ["x", "y"]}
    structure = made({"B": "x y"}, same, group_rule("group_min_credit", "B", min=6), x=(2, 6))
    assert impossible(structure) == ()


def test_rules_that_could_each_be_met_but_not_at_once() -> None:
    rules = [group_rule("group_min_credit", group, min=3) for group in "BC"]
    assert impossible(made({"B": "x", "C": "x"}, *rules)) == (
        "Even with every unit you could add, you would still lack 3 credits from Group C.",
    )


def test_a_group_that_is_missing_or_there_twice() -> None:
    assert impossible(made({"B": "x"}, MANDATORY)) == (
        "A rule names the group A, which this structure doesn’t have.",
    )
    several = {"type": "groups_min_credit", "groups": ["B", "Z"], "min": 1}
    assert impossible(made({"B": "x"}, several)) == (
        "A rule names the group Z, which this structure doesn’t have.",
    )
    once = made({"B": "x"})
    assert impossible(Structure(once.groups * 2, (), once.units)) == (
        "Two groups have the code B.",
    )


def test_a_total_that_its_parts_do_not_add_up_to_is_pointed_out() -> None:
    rules = (MANDATORY, group_rule("group_min_credit", "B", min=3))
    structure = made({"A": "m", "B": "x y"}, *rules, {"type": "total_min_credit", "min": 7})
    found = balance(structure)
    assert found is not None
    assert not found.agrees
    assert found.says == "3 (Group A) + 3 (Group B) adds up to 6, but 7 credits are asked for."


@pytest.mark.parametrize(
    "rules",
    [
        [MANDATORY, group_rule("group_min_credit", "B", min=3)],
        [MANDATORY, {"type": "total_min_credit", "min": 6}],
        [
            MANDATORY,
            group_rule("group_min_credit", "B", min=3),
            group_rule("group_max_credit", "B", max=4),
            {"type": "total_min_credit", "min": 6},
        ],
    ],
)
def test_no_balance_is_drawn_where_the_rules_do_not_give_one(rules: list[dict[str, Any]]) -> None:
    assert balance(made({"A": "m", "B": "x y"}, *rules)) is None


def test_titles_are_used_where_there_are_any_and_codes_where_not() -> None:
    rule = parse(group_rule("group_min_units", "B", min=1))
    assert impossible(Structure((Group("B", "", ()),), (rule,), {})) == (
        "A rule asks for 1 unit from B, but at most 0 units can count there.",
    )
