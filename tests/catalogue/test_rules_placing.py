"""Where a unit counts when there is a choice, and what is refused."""

from random import Random
from typing import Any

import pytest

from tests.catalogue.structures import made
from trainer.catalogue.rules import (
    Structure,
    UnknownGroup,
    UnknownUnit,
    evaluate,
    suggest,
    with_mandatory,
)

MANDATORY_A = {"type": "all_of_group", "group": "A"}


def least(group: str, number: int) -> dict[str, object]:
    return {"type": "group_min_credit", "group": group, "min": number}


def test_a_unit_in_two_groups_counts_where_it_is_needed() -> None:
    structure = made({"B": "x y", "C": "x"}, least("B", 3), least("C", 3))
    outcome = evaluate(structure, ["x", "y"])
    assert outcome.holds
    assert outcome.counted_in == {"x": "C", "y": "B"}


def test_a_unit_in_two_groups_counts_only_once() -> None:
    structure = made({"B": "x", "C": "x"}, least("B", 3), least("C", 3))
    outcome = evaluate(structure, ["x"])
    assert [finding.holds for finding in outcome.findings] == [True, False]
    assert (outcome.counted_credit, outcome.counted_units) == (3, 1)


def test_a_unit_moves_out_of_a_capped_group_so_that_its_credit_counts() -> None:
    cap = {"type": "group_max_credit", "group": "B", "max": 3}
    outcome = evaluate(made({"B": "x y", "C": "x"}, cap), ["x", "y"])
    assert outcome.counted_credit == 6
    assert outcome.counted_in == {"x": "C", "y": "B"}


def test_what_a_capped_group_counts_is_not_overrated() -> None:
    cap = {"type": "group_max_credit", "group": "B", "max": 4}
    level = {"type": "min_credit_at_level", "level": 2, "min": 1}
    outcome = evaluate(made({"B": "x", "C": "x"}, cap, level, x=(2, 6)), ["x"])
    assert outcome.counted_in == {"x": "C"}


def test_where_nothing_depends_on_it_the_first_group_counts_the_unit() -> None:
    assert evaluate(made({"B": "x", "C": "x"}), ["x"]).counted_in == {"x": "B"}


def test_a_mandatory_unit_counts_in_its_mandatory_group() -> None:
    structure = made({"B": "x y", "A": "x"}, MANDATORY_A, least("B", 6))
    outcome = evaluate(structure, ["x", "y"])
    assert outcome.counted_in == {"x": "A", "y": "B"}
    assert [finding.holds for finding in outcome.findings] == [True, False]


def test_under_a_credit_cap_the_highest_levels_count_first() -> None:
    cap = {"type": "group_max_credit", "group": "B", "max": 4}
    level = {"type": "min_credit_at_level", "level": 3, "min": 4}
    structure = made({"B": "low high"}, cap, level, low=(2, 4), high=(3, 4))
    assert evaluate(structure, ["low", "high"]).findings[1].have == 4


def test_surplus_never_counts_toward_a_level() -> None:
    cap = {"type": "group_max_credit", "group": "B", "max": 4}
    level = {"type": "min_credit_at_level", "level": 3, "min": 5}
    structure = made({"B": "x y"}, cap, level, x=(3, 4), y=(3, 4))
    assert evaluate(structure, ["x", "y"]).findings[1].shortfall == 1


def test_a_full_group_counts_the_units_that_meet_most_rules() -> None:
    most = {"type": "group_max_units", "group": "B", "max": 1}
    level = {"type": "min_credit_at_level", "level": 3, "min": 2}
    structure = made({"B": "big high"}, most, level, big=(2, 9), high=(3, 2))
    outcome = evaluate(structure, ["big", "high"])
    assert outcome.holds
    assert outcome.counted_in == {"high": "B"}
    assert outcome.findings[0].note == "big doesn’t count here."


def test_a_unit_that_finds_two_groups_full_is_surplus_in_the_first_only() -> None:
    caps = [{"type": "group_max_units", "group": group, "max": 1} for group in "BC"]
    outcome = evaluate(made({"B": "x y z", "C": "x y z"}, *caps), ["x", "y", "z"])
    assert [finding.surplus for finding in outcome.findings] == [1, 0]
    assert outcome.counted_units == 2


def test_the_tighter_of_two_caps_holds() -> None:
    caps = [{"type": "group_max_credit", "group": "B", "max": most} for most in (5, 2, 4)]
    assert evaluate(made({"B": "x y"}, *caps), ["x", "y"]).counted_credit == 2


def test_an_equivalent_stands_in_for_a_mandatory_unit() -> None:
    same = {"type": "equivalent_unit", "units": ["x", "old"]}
    structure = made({"A": "x y"}, MANDATORY_A, same, old=(2, 3))
    outcome = evaluate(structure, ["old", "y"])
    assert outcome.holds
    assert outcome.counted_in == {"old": "A", "y": "A"}


def test_sets_of_equivalents_that_share_a_unit_are_one() -> None:
    sets = [{"type": "equivalent_unit", "units": units} for units in (["x", "y"], ["y", "z"])]
    outcome = evaluate(made({"B": "x y", "C": "z"}, *sets), ["x", "z"])
    assert outcome.counted_credit == 3


def test_level_and_credit_may_be_unknown() -> None:
    level = {"type": "min_credit_at_level", "level": 1, "min": 1}
    structure = made({"B": "x y"}, level, x=(None, 4), y=(3, None))
    outcome = evaluate(structure, ["x", "y"])
    assert outcome.findings[0].have == 0
    assert (outcome.counted_credit, outcome.counted_units) == (4, 2)


def test_choosing_nothing_is_an_answer_too() -> None:
    outcome = evaluate(made({"B": "x"}, least("B", 3)), [])
    assert (outcome.holds, outcome.counted_credit, outcome.counted_units) == (False, 0, 0)
    assert evaluate(made({"B": "x"}), []).holds


def test_a_unit_of_another_structure_is_refused_by_name() -> None:
    with pytest.raises(UnknownUnit, match="q and r are not among the units of this structure"):
        evaluate(made({"B": "x"}), ["r", "x", "q"])
    with pytest.raises(UnknownUnit, match="loose is not among"):
        evaluate(made({"B": "x"}, loose=(2, 3)), ["loose"])


def test_a_listed_unit_the_catalogue_lacks_is_refused_by_name() -> None:
    full = made({"B": "x y"})
    with pytest.raises(UnknownUnit, match="y is not among"):
        evaluate(Structure(full.groups, full.rules, {"x": full.units["x"]}), ["x", "y"])


def test_a_rule_about_a_missing_group_is_refused_by_name() -> None:
    with pytest.raises(UnknownGroup, match="names the group Z"):
        evaluate(made({"B": "x"}, {"type": "all_of_group", "group": "Z"}), ["x"])


def test_mandatory_units_are_added_unless_an_equivalent_is_there() -> None:
    same = {"type": "equivalent_unit", "units": ["x", "old"]}
    structure = made({"A": "x y", "B": "z"}, MANDATORY_A, same, old=(2, 3))
    assert with_mandatory(structure, ["z"]) == ("x", "y", "z")
    assert with_mandatory(structure, ["z", "old"]) == ("y", "z", "old")


@pytest.mark.parametrize("seed", [13, 14, 16])
def test_surplus_units_never_hide_the_ones_that_do(seed: int) -> None:
    random = Random(seed)
    names = [f"u{i}" for i in range(18)]
    units = {name: (random.randint(1, 4), random.randint(1, 9)) for name in names}
    most = random.choice([3, 4, 5])
    rules: list[dict[str, Any]] = [
        {"type": "group_max_units", "group": "B", "max": most},
        {"type": "total_min_credit", "min": random.randint(5 * most, 8 * most)},
        {"type": "min_credit_at_level", "level": 3, "min": random.randint(3 * most, 7 * most)},
        {"type": "min_credit_at_level", "level": 2, "min": random.randint(4 * most, 7 * most)},
        {"type": "min_credit_at_level", "level": 4, "min": random.randint(2 * most, 5 * most)},
    ]
    structure = made({"B": " ".join(names)}, *rules, **units)
    (best,) = suggest(structure, (), most=1)
    assert evaluate(structure, best.units).holds
    assert evaluate(structure, names).holds


def test_more_choices_than_can_all_be_tried_still_get_an_answer() -> None:
    names = [f"u{i}" for i in range(24)]
    units = {name: (1 + i % 4, 1 + i * 5 % 7) for i, name in enumerate(names)}
    caps = [{"type": "group_max_units", "group": group, "max": 5} for group in "BCD"]
    needs = [least("B", 22), least("C", 22), {"type": "min_credit_at_level", "level": 3, "min": 40}]
    groups = dict.fromkeys("BCD", " ".join(names))
    outcome = evaluate(made(groups, *caps, *needs, **units), names)
    assert outcome.counted_units == 15
    assert outcome.holds
