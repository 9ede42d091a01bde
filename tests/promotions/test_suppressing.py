"""What is left out of the fairness report can't be worked out from what is shown, whatever the groups are."""

from itertools import combinations, product

import pytest

from trainer.promotions.rules.suppressing import (
    FEWEST,
    Counted,
    middle,
    rate,
    shown_groups,
    shows_total,
)

LEAST = 3
SIZES = [
    dict(zip("abcd", sizes, strict=False))
    for number in range(1, 5)
    for sizes in product(range(7), repeat=number)
]


@pytest.mark.parametrize("least", [LEAST, 2])
def test_whatever_is_left_out_is_a_large_group_or_nothing(least: int) -> None:
    for sizes in SIZES:
        shown = shown_groups(sizes, least)
        assert all(sizes[name] >= least for name in shown), sizes
        hidden = [name for name in sizes if sizes[name] and name not in shown]
        told = shows_total(sizes, least)
        if hidden and told:
            assert sum(sizes[name] for name in hidden) >= least, sizes
            assert len(hidden) > 1, sizes


def test_no_sum_or_difference_of_what_is_shown_is_a_small_group() -> None:
    """Everything a reader can reckon: sums of shown groups, and the total less such a sum."""
    for sizes in SIZES:
        if not shows_total(sizes, LEAST):
            continue
        shown, total = shown_groups(sizes, LEAST), sum(sizes.values())
        for number in range(len(shown) + 1):
            for some in combinations(sorted(shown), number):
                rest = total - sum(sizes[name] for name in some)
                assert rest == 0 or rest >= LEAST, (sizes, some)


def test_no_more_is_left_out_than_has_to_be() -> None:
    assert shown_groups({"a": 40, "b": 12}) == {"a", "b"}
    assert shown_groups({"a": 40, "b": 12, "c": 9}) == {"a"}
    assert shown_groups({"a": 40, "b": 20, "c": 6, "d": 5}) == {"a", "b"}
    assert shown_groups({"a": 40, "b": 9}) == set()
    assert shown_groups({"a": 40, "b": 0}) == {"a"}
    assert shown_groups({}) == set()


def test_few_people_have_no_total() -> None:
    assert not shows_total({"a": 5, "b": 4})
    assert shows_total({"a": 5, "b": 5})
    assert FEWEST == 10


def test_rates_and_the_middle() -> None:
    assert rate(Counted(40, 5)) == 12.5
    assert rate(Counted(3, 1)) == 33.3
    assert rate(Counted(0, 0)) is None
    assert middle(list(range(1, 12))) == 6
    assert middle(list(range(1, 11))) == 5
    assert middle([1, 2, 3, 4, 10, 20, 31, 41, 51, 61]) == 15
    assert middle([3] * 9) is None


def test_small_groups_that_are_just_enough_together_take_no_other_with_them() -> None:
    assert shown_groups({"a": 2, "b": 1, "c": 5}, LEAST) == {"c"}
    assert shown_groups({"a": 2, "c": 5, "d": 9}, LEAST) == {"d"}
