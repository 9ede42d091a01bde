"""Agreement is as published examples say, keeps its bounds, and does not depend on order."""

from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trainer.standardisation.agreement import (
    Unsaid,
    agreement_of,
    cohens_kappa,
    fleiss_kappa,
    share_of_equal_pairs,
)

PUBLISHED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "agreement.yaml").read_text()
)


def test_fleiss_table_of_psychiatric_diagnoses() -> None:
    example = PUBLISHED["fleiss"]
    counts = example["counts"]
    assert (len(counts), {sum(row) for row in counts}) == (30, {6})
    shares = [round(sum(column) / 180, 3) for column in zip(*counts, strict=True)]
    assert shares == example["shares"]
    assert round(float(fleiss_kappa(counts)), 3) == example["kappa"]
    for category, published in enumerate(example["by_category"]):
        alone = [[row[category], 6 - row[category]] for row in counts]
        assert round(float(fleiss_kappa(alone)), 3) == published


def test_the_same_table_judgement_by_judgement() -> None:
    example = PUBLISHED["fleiss"]
    ratings = [
        [str(category) for category, times in enumerate(row) for _time in range(times)]
        for row in example["counts"]
    ]
    found = agreement_of(ratings)
    assert (found.raters, found.items, found.left_out) == (6, 30, 0)
    assert found.kappa is not None
    assert round(float(found.kappa), 3) == example["kappa"]


def test_a_table_of_two_observers() -> None:
    example = PUBLISHED["cohen"]
    pairs = [
        (str(one), str(other))
        for one, row in enumerate(example["table"])
        for other, times in enumerate(row)
        for _time in range(times)
    ]
    first, second = zip(*pairs, strict=True)
    assert round(float(cohens_kappa(first, second)), 2) == example["kappa"]
    assert share_of_equal_pairs(pairs) == Fraction(85, 100) == Fraction(str(example["agreement"]))
    found = agreement_of(pairs)
    assert found.is_cohens
    assert found.kappa == cohens_kappa(first, second)


JUDGED = st.sampled_from(["met", "not_yet_met"])


def tables(said: Any, fewest: int = 2) -> Any:
    return st.integers(fewest, 6).flatmap(
        lambda raters: st.lists(
            st.lists(said, min_size=raters, max_size=raters), min_size=2, max_size=12
        )
    )


@given(tables(st.sampled_from(["met", "not_yet_met", "none"])))
def test_it_keeps_its_bounds(ratings: list[list[str]]) -> None:
    found = agreement_of(ratings)
    assert found.same is not None
    assert 0 <= found.same <= 1
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1


@given(tables(st.one_of(JUDGED, st.none())), st.randoms(use_true_random=False))
def test_the_order_of_raters_and_of_things_changes_nothing(
    ratings: list[list[str | None]], random: Random
) -> None:
    order = list(range(len(ratings[0])))
    random.shuffle(order)
    turned = [[row[place] for place in order] for row in ratings]
    random.shuffle(turned)
    assert agreement_of(turned) == agreement_of(ratings)


@given(tables(JUDGED))
def test_what_categories_are_called_changes_nothing(ratings: list[list[str]]) -> None:
    other = {"met": "not_yet_met", "not_yet_met": "met"}
    assert agreement_of([[other[said] for said in row] for row in ratings]) == agreement_of(ratings)


@given(st.lists(JUDGED, min_size=2, max_size=12), st.integers(2, 6))
def test_who_agrees_in_everything_agrees_wholly(said: list[str], raters: int) -> None:
    found = agreement_of([[one] * raters for one in said])
    assert found.same == 1
    if len(set(said)) == 1:
        assert (found.kappa, found.unsaid) == (None, Unsaid.ONE_CATEGORY)
    else:
        assert (found.kappa, found.unsaid) == (1, None)


@given(tables(JUDGED, fewest=3))
def test_missing_judgements_leave_their_things_out_of_kappa(
    ratings: list[list[str | None]],
) -> None:
    holed = [[None, *ratings[0][1:]], *ratings[1:]]
    found, rest = agreement_of(holed), agreement_of(ratings[1:])
    assert (found.items, found.left_out) == (len(ratings) - 1, 1)
    assert found.kappa == rest.kappa


@pytest.mark.parametrize(
    ("ratings", "unsaid"),
    [
        ([], Unsaid.FEW_RATERS),
        ([["met", None], ["met", None]], Unsaid.FEW_RATERS),
        ([["met", "met"]], Unsaid.FEW_ITEMS),
        ([["met", None], [None, "met"], ["met", "met"]], Unsaid.FEW_ITEMS),
        ([["met", "met"], ["met", "met"]], Unsaid.ONE_CATEGORY),
    ],
)
def test_where_it_cant_be_said(ratings: list[list[str | None]], unsaid: Unsaid) -> None:
    found = agreement_of(ratings)
    assert (found.kappa, found.unsaid) == (None, unsaid)


def test_whoever_judged_nothing_is_no_rater() -> None:
    found = agreement_of([["met", "met", None], ["met", "not_yet_met", None]])
    assert (found.raters, found.items) == (2, 2)
    assert found.kappa == 0
