"""What a learner is offered, and what they hear when nothing would help."""

from functools import partial
from itertools import combinations
from random import Random
from typing import Any

import pytest

from tests.catalogue.structures import made
from tests.counting import counted
from trainer.catalogue.rules import (
    Structure,
    evaluate,
    impossible,
    parse,
    suggest,
    suggest_for,
    with_mandatory,
)
from trainer.catalogue.rules.tally import tally

TOTAL = {"type": "total_min_credit", "min": 9}


def test_nothing_is_offered_when_the_rules_hold() -> None:
    assert suggest(made({"B": "x y z"}, TOTAL), ["x", "y", "z"]) == ()


def test_fewest_units_come_before_least_credit() -> None:
    structure = made({"B": "x y big huge"}, TOTAL, big=(2, 9), huge=(2, 12))
    offers = suggest(structure, ["x"])
    assert [offer.units for offer in offers] == [("big",), ("huge",)]


def test_least_credit_comes_before_the_order_of_the_structure() -> None:
    structure = made({"B": "x e d c"}, TOTAL, e=(2, 8), d=(2, 7), c=(2, 7))
    offers = suggest(structure, ["x"])
    assert [(offer.units, offer.credit) for offer in offers] == [
        (("d",), 7),
        (("c",), 7),
        (("e",), 8),
    ]
    assert offers[0].says == "Add d (7 credits)."


@pytest.mark.parametrize("most", [1, 2, 5])
def test_no_more_are_offered_than_asked_for(most: int) -> None:
    structure = made({"B": "a b c d e"}, {"type": "group_min_units", "group": "B", "min": 2})
    offers = suggest(structure, ["a"], most=most)
    assert [offer.units for offer in offers] == [(unit,) for unit in "bcde"][:most]


def test_a_barred_unit_is_not_offered() -> None:
    barred = {"type": "barred_combination", "units": [["x", "y"], ["z", "w"]]}
    structure = made({"B": "x y z w"}, TOTAL, barred, z=(2, 4))
    offers = suggest(structure, ["x"])
    assert [offer.says for offer in offers] == [
        "No choice of the units on offer meets all the rules at once."
    ]
    assert [offer.is_possible for offer in offers] == [False]


def test_of_a_barred_pair_one_may_be_offered() -> None:
    barred = {"type": "barred_combination", "units": [["y", "z"]]}
    structure = made({"B": "x y z w"}, TOTAL, barred)
    assert [offer.units for offer in suggest(structure, ["x"])] == [("y", "w"), ("z", "w")]


def test_a_barred_pair_already_chosen_is_said_to_come_first() -> None:
    barred = {"type": "barred_combination", "units": [["x", "y"]]}
    (offer,) = suggest(made({"B": "x y z"}, TOTAL, barred), ["x", "y"])
    assert not offer.is_possible
    assert offer.says == "Adding units can’t put this right. Keep only one of x and y."


def test_a_mandatory_unit_shut_out_by_a_chosen_one_is_named() -> None:
    rules: list[dict[str, Any]] = [
        {"type": "all_of_group", "group": "A"},
        {"type": "barred_combination", "units": [["m", "x"]]},
    ]
    (offer,) = suggest(made({"A": "m", "B": "x"}, *rules), ["x"])
    assert (offer.units, offer.is_possible) == ((), False)
    assert offer.says == "m is mandatory and can’t be taken together with x."


def test_an_equivalent_is_offered_for_a_mandatory_unit_that_is_shut_out() -> None:
    rules: list[dict[str, Any]] = [
        {"type": "all_of_group", "group": "A"},
        {"type": "barred_combination", "units": [["m", "x"]]},
        {"type": "equivalent_unit", "units": ["m", "m2"]},
    ]
    structure = made({"A": "m", "B": "x"}, *rules, m2=(2, 3))
    assert [offer.units for offer in suggest(structure, ["x"])] == [("m2",)]


def test_a_mandatory_unit_the_catalogue_lacks_is_named() -> None:
    rule = {"type": "all_of_group", "group": "A"}
    full = made({"A": "m n"}, rule)
    structure = Structure(full.groups, full.rules, {"m": full.units["m"]})
    (offer,) = suggest(structure, ["m"])
    assert offer.says == "n is mandatory, but the catalogue doesn’t have it yet."


def test_too_little_on_offer_is_said_with_what_is_lacking() -> None:
    (offer,) = suggest(made({"B": "x y"}, TOTAL), ["x"])
    assert offer.is_possible is False
    assert offer.says == "Even with every unit you could add, you would still lack 3 credits."


def test_groups_still_being_loaded_are_mentioned() -> None:
    rule = {"type": "group_min_credit", "group": "B", "min": 7}
    (offer,) = suggest(made({"B": "x y ...", "C": "z ..."}, rule), ["x"])
    assert offer.says == (
        "Even with every unit you could add, you would still lack 1 credit from Group B. "
        "More units may still be loaded into Group B."
    )


def test_room_is_made_by_moving_a_chosen_unit_to_another_group() -> None:
    rules = [{"type": "group_min_credit", "group": group, "min": 3} for group in "BC"]
    structure = made({"B": "x y", "C": "x"}, *rules)
    assert [offer.units for offer in suggest(structure, ["x"])] == [("y",)]


def test_units_are_offered_that_only_several_capped_groups_can_hold() -> None:
    caps = [{"type": "group_max_credit", "group": group, "max": 3} for group in "BCD"]
    structure = made(dict.fromkeys("BCD", "x y z"), *caps, {"type": "total_min_credit", "min": 9})
    assert [offer.units for offer in suggest(structure, ())] == [("x", "y", "z")]


def sixty(seed: int, *, is_hard: bool) -> Structure:
    random = Random(seed)
    names = [f"u{i:02}" for i in range(60)]
    units = {name: (random.randint(2, 4), random.choice([1, 2, 3, 4, 5, 6, 8])) for name in names}
    groups = {"A": names[:5], "B": names[5:20], "C": names[20:45], "D": names[45:]}
    rules: list[dict[str, Any]] = [
        {"type": "all_of_group", "group": "A"},
        {"type": "group_min_credit", "group": "B", "min": 12},
        {"type": "group_min_credit", "group": "C", "min": 16},
        {"type": "group_max_credit", "group": "D", "max": 9},
        {"type": "groups_min_units_each", "groups": ["B", "C", "D"], "min": 1},
        {"type": "total_min_credit", "min": 70},
        {"type": "min_credit_at_level", "level": 3, "min": 45},
    ]
    if is_hard:
        groups["B"] = groups["B"] + random.sample(groups["C"], 8)
        groups["C"] = groups["C"] + random.sample(groups["D"], 8)
        rules += [
            {"type": "group_max_units", "group": "B", "max": 4},
            {"type": "group_max_units", "group": "C", "max": 6},
            {
                "type": "barred_combination",
                "units": [random.sample(names[5:], 2) for _ in range(8)],
            },
            *({"type": "equivalent_unit", "units": random.sample(names[5:], 2)} for _ in range(4)),
        ]
    return made({code: " ".join(listed) for code, listed in groups.items()}, *rules, **units)


MOST_CALLS = 500_000


@pytest.mark.parametrize("is_hard", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_sixty_units_are_answered_at_once(seed: int, is_hard: bool) -> None:
    structure = sixty(seed, is_hard=is_hard)
    chosen = with_mandatory(structure, ())
    offers, calls = counted(partial(suggest, structure, chosen))
    assert calls < MOST_CALLS
    assert all(evaluate(structure, chosen + offer.units).holds for offer in offers)
    assert all(offer.is_possible for offer in offers)
    assert is_hard or all(offer.is_certain for offer in offers)


def test_beyond_the_limit_one_set_is_offered_that_spares_nothing() -> None:
    hard = (sixty(seed, is_hard=True) for seed in range(20))
    cases = ((s, with_mandatory(s, ())) for s in hard)
    found = ((s, c, offers) for s, c in cases if not (offers := suggest(s, c))[0].is_certain)
    structure, chosen, (offer,) = next(found)
    assert evaluate(structure, {*chosen, *offer.units}).holds
    for unit in offer.units:
        assert not evaluate(structure, {*chosen, *offer.units} - {unit}).holds


def test_an_inexact_count_of_everything_refuses_nobody() -> None:
    random = Random(766)
    names = [f"u{i}" for i in range(random.choice([16, 20, 24]))]
    units = {name: (random.randint(1, 5), random.randint(1, 12)) for name in names}
    third = len(names) // 3
    groups = {"B": " ".join(names[: len(names) * 2 // 3]), "C": " ".join(names[third:])}
    rules: list[dict[str, Any]] = [
        {"type": "group_max_units", "group": "B", "max": 4},
        {"type": "group_max_units", "group": "C", "max": 3},
        {"type": "group_min_credit", "group": "B", "min": random.randint(20, 34)},
        {"type": "group_min_credit", "group": "C", "min": random.randint(18, 30)},
        at_level(["B"], 3, random.randint(12, 26)),
        at_level(["C"], 4, random.randint(6, 18)),
        at_level(["B", "C"], 5, random.randint(5, 20)),
        at_level(["B", "C"], 4, random.randint(15, 32)),
    ]
    structure = made(groups, *rules, **units)
    assert not tally(structure, names).is_exact
    offers = suggest(structure, ())
    assert offers
    assert all(evaluate(structure, offer.units).holds for offer in offers)


def at_level(groups: list[str], level: int, least: int) -> dict[str, Any]:
    kind = "groups_min_credit_at_level"
    return {"type": kind, "groups": groups, "level": level, "min": least}


def test_what_could_not_be_searched_to_the_end_is_neither_offered_nor_refused() -> None:
    trios = [[f"u{i}", f"u{i + 1}", f"u{i + 2}"] for i in range(0, 30, 3)]
    pairs = [list(pair) for trio in trios for pair in combinations(trio, 2)]
    rules: list[dict[str, Any]] = [
        {"type": "total_min_units", "min": 11},
        {"type": "barred_combination", "units": pairs},
    ]
    structure = made({"B": " ".join(unit for trio in trios for unit in trio)}, *rules)
    (offer,) = suggest(structure, ())
    assert (offer.units, offer.is_possible, offer.is_certain) == ((), False, False)
    assert offer.says.startswith("There are too many possibilities")
    assert impossible(structure) == ()


def test_each_rule_by_itself_is_told_what_would_meet_it() -> None:
    most = {"type": "group_max_credit", "group": "C", "max": 3}
    other = {"type": "group_min_units", "group": "B", "min": 2}
    barred = {"type": "barred_combination", "units": [["x", "z"]]}
    structure = made({"B": "x y z", "C": "big"}, TOTAL, other, most, barred, big=(2, 12))
    told = {}
    for rule in (TOTAL, other, most, barred):
        offer = suggest_for(structure, parse(rule), ["x"])
        told[rule["type"]] = offer.units if offer else None
    assert told == {
        "total_min_credit": ("y", "big"),
        "group_min_units": ("y",),
        "group_max_credit": None,
        "barred_combination": None,
    }
    far = {"type": "total_min_credit", "min": 99}
    refused = suggest_for(made({"B": "x y"}, far, TOTAL), parse(far), ["x"])
    assert refused is not None
    assert not refused.is_possible
