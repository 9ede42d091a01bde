"""The four real structures and the worked examples that go with them."""

from typing import Any

import pytest

from tests.catalogue.structures import real, worked
from trainer.catalogue.rules import balance, evaluate, impossible, suggest, with_mandatory

NAMES = sorted(worked()["structures"])
EXAMPLES = worked()["examples"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_fails_just_the_rules_it_should(example: dict[str, Any]) -> None:
    structure = real(example["structure"])
    outcome = evaluate(structure, with_mandatory(structure, example["choose"]))
    unmet = [i for i, finding in enumerate(outcome.findings) if not finding.holds]
    assert unmet == example["unmet"]
    assert outcome.holds is (not unmet)
    assert outcome.counted_credit == example["credit"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_is_suggested_for_an_example_makes_it_hold(example: dict[str, Any]) -> None:
    structure = real(example["structure"])
    chosen = with_mandatory(structure, example["choose"])
    offers = suggest(structure, chosen)
    assert bool(offers) is bool(example["unmet"])
    assert all(evaluate(structure, chosen + offer.units).holds for offer in offers)


@pytest.mark.parametrize("name", NAMES)
def test_the_real_structures_can_be_met(name: str) -> None:
    structure = real(name)
    assert impossible(structure) == ()
    assert evaluate(structure, with_mandatory(structure, suggest(structure, ())[0].units)).holds


@pytest.mark.parametrize("name", NAMES)
def test_minimums_and_caps_add_up_to_the_total(name: str) -> None:
    found = balance(real(name))
    assert found is not None
    assert found.agrees


def test_the_level_2_diploma_is_19_and_3_and_16_and_7() -> None:
    found = balance(real("cs-l2-dip"))
    assert found is not None
    assert [number for _, number in found.parts] == [19, 3, 16, 7]
    assert found.total == 45
    assert found.says == (
        "19 (Mandatory) + 3 (Optional B) + 16 (Optional C) + 7 (Optional D) "
        "adds up to the 45 credits asked for."
    )


def test_surplus_in_a_capped_group_is_named_and_does_no_harm() -> None:
    structure = real("cs-l1-cert")
    chosen = with_mandatory(structure, EXAMPLES[1]["choose"])
    outcome = evaluate(structure, chosen)
    capped = outcome.findings[2]
    assert (capped.holds, capped.have, capped.need, capped.surplus) == (True, 6, 3, 3)
    assert capped.says == (
        "Optional C counts up to 3 credits, so 3 credits you have beyond that won’t count."
    )


def test_the_level_4_learner_hears_what_the_level_rule_lacks() -> None:
    structure = real("cs-l4-nvqdip")
    chosen = with_mandatory(structure, EXAMPLES[8]["choose"])
    level = evaluate(structure, chosen).findings[4]
    assert (level.have, level.need, level.shortfall) == (21, 38, 17)
    assert level.says == "Choose 17 more credits at level 4 or above."
    assert [len(offer.units) for offer in suggest(structure, chosen)] == [4, 4, 4]


def test_missing_mandatory_units_are_called_by_their_titles() -> None:
    structure = real("cs-l2-dip")
    chosen = set(with_mandatory(structure, EXAMPLES[3]["choose"])) - {"F/506/2131", "A/506/2130"}
    mandatory = evaluate(structure, chosen).findings[0]
    assert mandatory.says == "Add Deliver customer service and Understand customers."
    assert suggest(structure, chosen)[0].units == ("A/506/2130", "F/506/2131")
