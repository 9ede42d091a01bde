"""The draw is a function of seed, settings and population, and picks what it has to (INV18)."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sampling.rules_strategies import ROWS, UNHURRIED, populations
from trainer.sampling.rules.drawing import (
    Drawn,
    Ground,
    Inputs,
    Reason,
    Row,
    TooMany,
    draw,
    hash_of,
    keys_of,
)
from trainer.sampling.rules.risk import Rate
from trainer.sampling.rules.settings import ALL, Level, Settings, Target, Trigger

Population = tuple[Inputs, list[Row], str]

TARGETS = {one.value for one in Target}
TRIGGERS = {one.value for one in Trigger}
PICKING = TRIGGERS | TARGETS | {Ground.CARRIED_OVER, Ground.EVERY_DECISION, Ground.BY_LOT}
A_QUARTER = Inputs(Settings(targets={}), {1: Rate(Level.NORMAL, 25)}, frozenset())


@UNHURRIED
@given(populations(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(population: Population, any_: object) -> None:
    inputs, rows, seed = population
    shuffled = list(rows)
    any_.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(inputs, shuffled, seed) == draw(inputs, rows, seed)


@UNHURRIED
@given(populations())
def test_it_is_the_same_from_what_was_kept_of_its_inputs(population: Population) -> None:
    inputs, rows, seed = population
    kept = Inputs.from_data(inputs.to_data())
    assert hash_of(kept.to_data()) == hash_of(inputs.to_data())
    assert draw(kept, rows, seed) == draw(inputs, rows, seed)


@UNHURRIED
@given(populations())
def test_everybody_drawn_from_is_answered_once_by_id(population: Population) -> None:
    inputs, rows, seed = population
    assert [one.row for one in draw(inputs, rows, seed)] == sorted(rows, key=lambda row: row.id)


@UNHURRIED
@given(st.dictionaries(st.integers(1, 10**6), st.booleans(), max_size=20), st.text(max_size=8))
def test_the_lot_of_a_row_does_not_depend_on_other_rows(stays: dict[int, bool], seed: str) -> None:
    rows = [Row(one, 1, 1, 1, "a", 1, (), ()) for one in stays]
    fewer = [row for row in rows if stays[row.id]]
    order, order_of_fewer = (
        _in_order_of_lots(draw(A_QUARTER, some, seed))[1] for some in (rows, fewer)
    )
    assert order_of_fewer == [one for one in order if stays[one]]


@UNHURRIED
@given(populations())
def test_every_trigger_minded_is_picked_and_named(population: Population) -> None:
    inputs, rows, seed = population
    minded = {one.value for one in inputs.settings.triggers}
    for one in draw(inputs, rows, seed):
        named = {reason.ground for reason in one.reasons} & TRIGGERS
        assert named == minded & set(one.row.triggers)
        assert one.picked or not named


@UNHURRIED
@given(populations())
def test_what_is_carried_over_is_picked_whatever_the_strategy_says(
    population: Population,
) -> None:
    for one in draw(*population):
        named = {reason.ground for reason in one.reasons}
        assert (Ground.CARRIED_OVER in named) == (Ground.CARRIED_OVER in one.row.triggers)
        assert one.picked or Ground.CARRIED_OVER not in named


@UNHURRIED
@given(populations())
def test_everything_of_whom_every_decision_is_seen_is_picked(population: Population) -> None:
    inputs, rows, seed = population
    for one in draw(inputs, rows, seed):
        every = inputs.rates[one.row.assessor].per_cent == ALL
        grounds = {reason.ground for reason in one.reasons}
        assert (Ground.EVERY_DECISION in grounds) is every
        assert one.picked or not every


@UNHURRIED
@given(populations())
def test_every_target_that_a_row_can_cover_is_covered(population: Population) -> None:
    inputs, rows, seed = population
    drawn = draw(inputs, rows, seed)
    for target in inputs.settings.targets:
        wanted = {key for row in rows for key in keys_of(target, row)}
        met = {key for one in drawn if one.picked for key in keys_of(target, one.row)}
        assert wanted <= met | inputs.covered


@pytest.mark.parametrize("target", Target)
@UNHURRIED
@given(ROWS)
def test_each_target_alone_is_covered_where_nothing_else_picks(
    target: Target, rows: list[Row]
) -> None:
    rows = [row._replace(triggers=()) for row in rows]
    rates = {row.assessor: Rate(Level.LOW, 1) for row in rows}
    drawn = draw(Inputs(Settings(targets={target: 12}), rates, frozenset()), rows, "seed")
    wanted = {key for row in rows for key in keys_of(target, row)}
    named = [reason for one in drawn for reason in one.reasons if reason.ground == target]
    assert sorted(f"{reason.ground}:{reason.name}" for reason in named) == sorted(wanted)


@UNHURRIED
@given(populations())
def test_a_target_names_only_what_was_not_covered_and_names_it_once(
    population: Population,
) -> None:
    inputs, rows, seed = population
    named = [
        f"{reason.ground}:{reason.name}"
        for one in draw(inputs, rows, seed)
        for reason in one.reasons
        if reason.ground in TARGETS
    ]
    assert len(named) == len(set(named))
    assert not inputs.covered & set(named)
    assert {one.partition(":")[0] for one in named} <= set(inputs.settings.targets)


@UNHURRIED
@given(populations())
def test_what_is_picked_by_lot_is_within_one_of_the_share(population: Population) -> None:
    inputs, rows, seed = population
    drawn = draw(inputs, rows, seed)
    for assessor, order in _in_order_of_lots(drawn).items():
        taken = sum(_by_lot(one, Ground.BY_LOT) and one.row.assessor == assessor for one in drawn)
        share = len(order) * inputs.rates[assessor].per_cent / ALL
        assert abs(taken - share) < 1


@UNHURRIED
@given(populations())
def test_the_numbers_of_a_lot_say_what_was_done(population: Population) -> None:
    inputs, rows, seed = population
    drawn = draw(inputs, rows, seed)
    left: dict[int, list[Drawn]] = defaultdict(list)
    for one in drawn:
        if _by_lot(one, Ground.BY_LOT, Ground.LEFT_BY_LOT):
            left[one.row.assessor].append(one)
    for assessor, theirs in left.items():
        reasons = [one.reasons[0] for one in theirs]
        assert sorted(one.place for one in reasons) == list(range(1, len(theirs) + 1))
        assert {one.of for one in reasons} == {len(theirs)}
        assert {one.taken for one in reasons} == {sum(one.picked for one in theirs)}
        assert {one.per_cent for one in reasons} == {inputs.rates[assessor].per_cent}
        assert all(one.picked is (one.reasons[0].place <= one.reasons[0].taken) for one in theirs)


@UNHURRIED
@given(populations())
def test_reasons_are_never_empty_and_pick_if_and_only_if_one_picks(population: Population) -> None:
    inputs, rows, seed = population
    for one in draw(inputs, rows, seed):
        grounds = {reason.ground for reason in one.reasons}
        assert grounds <= PICKING | {Ground.LEFT_BY_LOT}
        assert one.picked is bool(grounds & PICKING)
        assert one.reasons
        assert Ground.LEFT_BY_LOT not in grounds or len(grounds) == 1


@UNHURRIED
@given(populations())
def test_more_than_the_strategy_allows_is_refused_and_so_much_is_not(
    population: Population,
) -> None:
    inputs, rows, seed = population
    picked = sum(one.picked for one in draw(inputs, rows, seed))
    if picked:
        assert draw(_at_most(picked, inputs), rows, seed) == draw(inputs, rows, seed)
    if picked > 1:
        with pytest.raises(TooMany) as caught:
            draw(_at_most(picked - 1, inputs), rows, seed)
        assert (caught.value.asked, caught.value.most) == (picked, picked - 1)


def test_over_many_seeds_everybody_is_as_likely_and_shares_come_out_right() -> None:
    rows = [Row(one, 1, 1, one, "a", 1, ("witness",), ()) for one in range(1, 8)]
    times = dict.fromkeys(range(1, 8), 0)
    for seed in range(2000):
        for one in draw(A_QUARTER, rows, str(seed)):
            times[one.row.id] += one.picked
    assert all(400 < many < 600 for many in times.values())
    assert sum(times.values()) == pytest.approx(2000 * 7 / 4, rel=0.03)


def test_another_seed_or_cycle_is_another_lot() -> None:
    rows = [Row(one, 1, 1, one, "a", 1, (), ()) for one in range(1, 30)]
    again = [row._replace(cycle=2) for row in rows]
    assert _picked(draw(A_QUARTER, rows, "one")) != _picked(draw(A_QUARTER, rows, "two"))
    assert _picked(draw(A_QUARTER, rows, "one")) != _picked(draw(A_QUARTER, again, "one"))


@UNHURRIED
@given(st.builds(Reason, ground=st.sampled_from(sorted(PICKING)), name=st.text(), of=st.integers()))
def test_a_reason_as_data_holds_all_that_it_says(reason: Reason) -> None:
    assert Reason(**reason.to_data()) == reason


def _at_most(most: int, inputs: Inputs) -> Inputs:
    settings = Settings.from_data({**inputs.settings.to_data(), "most": most})
    return replace(inputs, settings=settings)


def _by_lot(one: Drawn, *grounds: Ground) -> bool:
    return one.reasons[0].ground in grounds


def _in_order_of_lots(drawn: list[Drawn]) -> dict[int, list[int]]:
    """List the ids of each assessor that came to the lot, in the order drawn."""
    order: dict[int, list[Drawn]] = defaultdict(list)
    for one in drawn:
        if _by_lot(one, Ground.BY_LOT, Ground.LEFT_BY_LOT):
            order[one.row.assessor].append(one)
    return defaultdict(
        list,
        {
            who: [one.row.id for one in sorted(some, key=lambda one: one.reasons[0].place)]
            for who, some in order.items()
        },
    )


def _picked(drawn: list[Drawn]) -> list[int]:
    return [one.row.id for one in drawn if one.picked]
