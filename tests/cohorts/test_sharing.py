"""Learners are shared out evenly, and nobody gets an assessor who may not have them."""

from hypothesis import given
from hypothesis import strategies as st

from trainer.cohorts.sharing import share_out

PEOPLE = st.integers(1, 12)


def test_the_one_with_the_fewest_takes_the_next() -> None:
    shared = share_out([11, 12, 13, 14], [1, 2], {1: 3, 2: 1})
    assert shared == {11: 2, 12: 2, 13: 1, 14: 2}


def test_nobody_is_given_to_somebody_who_may_not() -> None:
    assert share_out([11, 12], [1, 2], {}, {(1, 11), (1, 12)}) == {11: 2, 12: 2}


def test_an_assessor_among_the_learners_goes_to_another() -> None:
    assert share_out([1, 2], [1], {}) == {2: 1}


@given(
    st.lists(PEOPLE, unique=True),
    st.lists(PEOPLE, unique=True),
    st.dictionaries(PEOPLE, st.integers(0, 9)),
    st.sets(st.tuples(PEOPLE, PEOPLE)),
)
def test_everybody_whom_somebody_may_take_is_taken(
    learners: list[int],
    assessors: list[int],
    loads: dict[int, int],
    barred: set[tuple[int, int]],
) -> None:
    shared = share_out(learners, assessors, loads, barred)
    for learner in learners:
        free = {one for one in assessors if one != learner and (one, learner) not in barred}
        assert (learner in shared) == bool(free)
        assert shared.get(learner) in free | {None}


@given(st.lists(PEOPLE, unique=True), st.integers(1, 5))
def test_without_ties_the_shares_differ_by_one_at_most(learners: list[int], number: int) -> None:
    assessors = list(range(100, 100 + number))
    shared = list(share_out(learners, assessors, {}).values())
    sizes = [shared.count(one) for one in assessors]
    assert max(sizes) - min(sizes) <= 1
