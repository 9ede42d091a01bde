"""Rules as a catalogue file writes them, and what is said when one can't be read."""

from typing import Any

import pytest

from trainer.catalogue.rules import BadRule, parse, to_data
from trainer.catalogue.rules.kinds import KINDS

WRITTEN: list[dict[str, Any]] = [
    {"type": "all_of_group", "group": "A"},
    {"type": "group_min_credit", "group": "B", "min": 3},
    {"type": "group_max_credit", "group": "D", "max": 7},
    {"type": "group_min_units", "group": "B", "min": 1},
    {"type": "group_max_units", "group": "B", "max": 4},
    {"type": "groups_min_units_each", "groups": ["A", "B"], "min": 1},
    {"type": "groups_min_credit", "groups": ["A", "B"], "min": 20},
    {"type": "groups_min_credit_at_level", "groups": ["A", "B"], "level": 2, "min": 11},
    {"type": "total_min_credit", "min": 45},
    {"type": "total_min_units", "min": 8},
    {"type": "min_credit_at_level", "level": 2, "min": 45},
    {"type": "barred_combination", "units": [["x", "y"], ["x", "z"]]},
    {"type": "equivalent_unit", "units": ["x", "y", "z"]},
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_rule_read_and_written_is_the_same(written: dict[str, Any]) -> None:
    assert to_data(parse(written)) == written


def test_every_kind_of_rule_is_among_them() -> None:
    assert {written["type"] for written in WRITTEN} == {kind.type for kind in KINDS}
    assert [type(parse(written)) for written in WRITTEN] == list(KINDS)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_missing_field_is_named(written: dict[str, Any]) -> None:
    for name in written.keys() - {"type"}:
        without = {key: value for key, value in written.items() if key != name}
        with pytest.raises(BadRule, match=f"The rule {written['type']} needs the field “{name}”:"):
            parse(without)


@pytest.mark.parametrize("written", WRITTEN)
def test_a_field_too_many_is_named(written: dict[str, Any]) -> None:
    with pytest.raises(BadRule, match=f"{written['type']} has no field “colour”; it has “"):
        parse({**written, "colour": "red"})


WRONG = {
    "group": (None, "", " ", 3, ["A"]),
    "groups": (None, "A", [], ["A", "A"], ["A", 3], [""]),
    "min": (None, 0, -1, "3", 2.0, True, [3]),
    "max": (None, 0, -1, "3", 2.0, True, [3]),
    "level": (None, 0, 13, "2", True),
    "units": (None, "x", [], ["x"], ["x", "x"], [["x", "x"]], [["x", "y", "z"]], [["x"]], ["x", 3]),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_wrong_value_is_refused_by_the_name_of_its_field(written: dict[str, Any]) -> None:
    for name in written.keys() - {"type"}:
        for value in WRONG[name]:
            said = f"In the rule {written['type']}, the field “{name}” has to be "
            with pytest.raises(BadRule, match=said):
                parse({**written, name: value})


@pytest.mark.parametrize("name", [None, "", "group_min", 3, ["all_of_group"]])
def test_an_unknown_type_is_refused_with_the_types_there_are(name: object) -> None:
    with pytest.raises(BadRule, match=r"^The field “type” says .* all_of_group, .*\.$"):
        parse({"type": name, "group": "A"})


def test_pairs_and_lists_are_not_taken_for_one_another() -> None:
    with pytest.raises(BadRule, match="a list of pairs"):
        parse({"type": "barred_combination", "units": ["x", "y"]})
    with pytest.raises(BadRule, match="a list of two or more codes"):
        parse({"type": "equivalent_unit", "units": [["x", "y"]]})
