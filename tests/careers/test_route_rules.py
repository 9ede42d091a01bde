"""The fewest things to do, held against trying every set of them."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.careers.rules.asking import Ask, Kind, Requirement, Some
from trainer.careers.rules.route import Action, Route, met_by, shortest

ASKS = [Ask(Kind.UNIT, f"U{n}", 1, f"Unit {n}") for n in range(9)]
MONTHS = Ask(Kind.MONTHS, "here", 12, "Twelve months here")
MOST = 14

single = st.sampled_from([*ASKS, MONTHS])


def some_of(parts: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    return st.lists(parts, min_size=1, max_size=4).flatmap(
        lambda chosen: st.builds(
            Some, st.integers(1, len(chosen)), st.just(tuple(chosen)), st.just("Some of these")
        )
    )


maps = st.lists(st.recursive(single, some_of, max_leaves=6), max_size=7)
held = st.sets(st.sampled_from(ASKS), max_size=3)
doable = st.lists(
    st.tuples(st.frozensets(st.sampled_from(ASKS), min_size=1, max_size=3), st.integers(0, 3)),
    max_size=MOST,
).map(lambda told: [Action(f"A{n}", gives, hours) for n, (gives, hours) in enumerate(told)])


def by_brute_force(
    wanted: Sequence[Requirement], met: set[Ask], actions: Sequence[Action]
) -> tuple[int, int]:
    """Try every set of actions, the small ones first; return the least number, and its least hours."""
    start = met | {MONTHS}
    everything = start.union(*(one.gives for one in actions))
    possible = [one for one in wanted if met_by(one, everything)]
    for number in range(len(actions) + 1):
        hours = [
            sum(one.hours for one in chosen)
            for chosen in combinations(actions, number)
            if all(met_by(one, start.union(*(a.gives for a in chosen))) for one in possible)
        ]
        if hours:
            return number, min(hours)
    raise AssertionError("All of them together meet what can be met.")


@settings(deadline=None)
@given(maps, held, doable)
def test_no_set_of_actions_is_shorter(
    wanted: list[Requirement], met: set[Ask], actions: list[Action]
) -> None:
    found = shortest(wanted, met, actions)
    assert (len(found.actions), sum(one.hours for one in found.actions)) == by_brute_force(
        wanted, met, actions
    )
    done = (met | set(found.waits)).union(*(one.gives for one in found.actions))
    left = [one for one in wanted if not met_by(one, done)]
    assert left == list(found.out_of_reach)


crowded = st.lists(
    st.tuples(st.frozensets(st.sampled_from(ASKS), min_size=2, max_size=4), st.integers(0, 3)),
    min_size=8,
    max_size=MOST,
).map(lambda told: [Action(f"A{n}", gives, hours) for n, (gives, hours) in enumerate(told)])


@settings(deadline=None, max_examples=150)
@given(st.lists(single, min_size=6, max_size=9, unique=True), crowded)
def test_no_set_is_shorter_where_many_actions_serve_many_requirements(
    wanted: list[Requirement], actions: list[Action]
) -> None:
    found = shortest(wanted, (), actions)
    assert (len(found.actions), sum(one.hours for one in found.actions)) == by_brute_force(
        wanted, set(), actions
    )


def test_one_unit_that_serves_two_requirements_stands_first() -> None:
    several = Action("Finish unit 0", frozenset(ASKS[:2]), 30)
    single = [Action(f"Finish unit {n}", frozenset({ASKS[n]}), 10) for n in (0, 1, 2)]
    found = shortest(ASKS[:3], (), [*single, several])
    assert [one.name for one in found.actions] == ["Finish unit 0", "Finish unit 2"]


def test_time_is_waited_for_and_never_done() -> None:
    assert shortest([MONTHS], (), []) == Route((), (MONTHS,), ())
    either = Some(1, (MONTHS, ASKS[0]), "Either")
    assert shortest([either], {ASKS[0]}, []) == Route((), (), ())


def test_what_nothing_leads_to_is_named() -> None:
    found = shortest([ASKS[0], ASKS[1]], (), [Action("Do it", frozenset({ASKS[0]}))])
    assert [one.name for one in found.actions] == ["Do it"]
    assert found.out_of_reach == (ASKS[1],)


def test_two_ways_that_share_a_name_are_both_tried() -> None:
    twins = [Action("Do it", frozenset({ask})) for ask in ASKS[:2]]
    assert len(shortest(ASKS[:2], (), twins).actions) == len(twins)


def test_twenty_things_to_do_are_found_quickly() -> None:
    many = [Ask(Kind.UNIT, f"M{n}", 1, "") for n in range(20)]
    groups: list[Requirement] = [
        Some(2, tuple(many[n : n + 5]), "Two of five") for n in range(0, 20, 5)
    ]
    found = shortest(groups, (), [Action(one.about, frozenset({one}), 5) for one in many])
    assert len(found.actions) == 8
