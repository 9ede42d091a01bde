"""What holds for any structure and any choice of units."""

from collections.abc import Collection
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.catalogue import reference
from tests.catalogue.random_structures import choices, structures
from trainer.catalogue.rules import (
    Outcome,
    Structure,
    evaluate,
    impossible,
    parse,
    suggest,
    to_data,
    with_mandatory,
)
from trainer.catalogue.rules.kinds import EquivalentUnit

FIXED = {"all_of_group", "barred_combination"}


def minimums(outcome: Outcome) -> list[int]:
    found = outcome.findings
    return [f.shortfall for f in found if f.rule.type not in FIXED]


def is_barred(structure: Structure, unit: str, chosen: Collection[str]) -> bool:
    return any(unit in pair and set(pair) <= {unit, *chosen} for pair in structure.barred())


@settings(max_examples=400, deadline=None)
@given(choices())
def test_evaluate_agrees_with_trying_everything(case: tuple[Structure, list[str]]) -> None:
    structure, chosen = case
    outcome = evaluate(structure, chosen)
    short = minimums(outcome)
    found = reference.Answer(
        outcome.holds, sum(map(bool, short)), sum(short), outcome.counted_credit
    )
    assert found == reference.answer(structure, chosen)


@settings(max_examples=150, deadline=None)
@given(choices(most_units=5))
def test_suggestions_make_it_hold_and_nothing_smaller_does(
    case: tuple[Structure, list[str]],
) -> None:
    structure, chosen = case
    offers = suggest(structure, chosen)
    smallest = reference.smallest_additions(structure, chosen)
    if not smallest:
        assert [(offer.units, offer.is_possible, offer.is_certain) for offer in offers] == [
            ((), False, True)
        ]
    elif smallest == [frozenset()]:
        assert offers == ()
    else:
        place = {u: i for i, u in enumerate(dict.fromkeys(_listed(structure)))}
        ranked = sorted(
            (sum(structure.units[u].credit or 0 for u in units), sorted(place[u] for u in units))
            for units in smallest
        )
        assert [(o.credit, [place[u] for u in o.units]) for o in offers] == ranked[:3]


def _listed(structure: Structure) -> list[str]:
    return [unit for group in structure.groups for unit in group.units]


@settings(deadline=None)
@given(structures(most_units=5))
def test_a_complete_structure_is_refused_exactly_when_nothing_meets_it(
    structure: Structure,
) -> None:
    assume(all(structure.group(code).units for code in structure.mandatory()))
    assert bool(impossible(structure)) == (not reference.smallest_additions(structure, ()))


@settings(deadline=None)
@given(choices(is_simple=True), st.data())
def test_adding_a_unit_never_unmeets_a_minimum(
    case: tuple[Structure, list[str]], data: st.DataObject
) -> None:
    structure, chosen = case
    unit = data.draw(st.sampled_from(sorted(structure.units)))
    before, after = evaluate(structure, chosen), evaluate(structure, {*chosen, unit})
    assert all(new <= old for old, new in zip(minimums(before), minimums(after), strict=True))
    assert after.counted_credit >= before.counted_credit


@settings(deadline=None)
@given(choices(), st.data())
def test_adding_a_unit_that_isnt_barred_never_makes_things_worse(
    case: tuple[Structure, list[str]], data: st.DataObject
) -> None:
    structure, chosen = case
    unit = data.draw(st.sampled_from(sorted(structure.units)))
    before, after = evaluate(structure, chosen), evaluate(structure, {*chosen, unit})
    assert rank(after) <= rank(before)
    if before.holds and not is_barred(structure, unit, chosen):
        assert after.holds


def rank(outcome: Outcome) -> tuple[int, int, int]:
    short = minimums(outcome)
    return sum(map(bool, short)), sum(short), -outcome.counted_credit


@settings(deadline=None)
@given(choices(), st.randoms(use_true_random=False))
def test_the_order_of_choosing_makes_no_difference(
    case: tuple[Structure, list[str]], random: Random
) -> None:
    structure, chosen = case
    shuffled = chosen * 2
    random.shuffle(shuffled)
    assert evaluate(structure, shuffled) == evaluate(structure, chosen)
    assert suggest(structure, shuffled) == suggest(structure, chosen)


@settings(deadline=None)
@given(choices())
def test_each_unit_counts_once_in_a_group_that_lists_it_or_an_equivalent(
    case: tuple[Structure, list[str]],
) -> None:
    structure, chosen = case
    outcome = evaluate(structure, chosen)
    assert outcome.counted_units == len(outcome.counted_in)
    assert set(outcome.counted_in) <= set(chosen)
    for unit, code in outcome.counted_in.items():
        listed = set(structure.group(code).units)
        sets = [set(r.units) for r in structure.rules if isinstance(r, EquivalentUnit)]
        for equivalents in sets * len(sets):
            listed |= equivalents if equivalents & listed else set()
        assert unit in listed


@given(structures())
def test_rules_survive_being_written_and_read(structure: Structure) -> None:
    assert tuple(parse(to_data(rule)) for rule in structure.rules) == structure.rules


@given(choices())
def test_mandatory_units_are_never_missing_once_added(
    case: tuple[Structure, list[str]],
) -> None:
    structure, chosen = case
    outcome = evaluate(structure, with_mandatory(structure, chosen))
    assert all(f.holds for f in outcome.findings if f.rule.type == "all_of_group")
