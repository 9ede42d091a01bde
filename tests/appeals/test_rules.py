"""How an appeal goes on and who may answer it: every case, and whole appeals played at random."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.appeals.models import AppealStatus, Stage
from trainer.appeals.rules import (
    ORDER,
    Deadlines,
    Hearer,
    Unfit,
    is_over,
    stage_after,
    status_after,
    unfit_for,
)

A = AppealStatus
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("stage", "known", "why"),
    [
        (Stage.ASSESSOR, Hearer(entitled=True, took_part=True, allocated=True), None),
        (Stage.ASSESSOR, Hearer(entitled=True, manages=True), None),
        (Stage.ASSESSOR, Hearer(), Unfit.NOT_ENTITLED),
        (Stage.IQA, Hearer(entitled=True, allocated=True), None),
        (Stage.IQA, Hearer(entitled=True, manages=True), None),
        (Stage.IQA, Hearer(entitled=True, took_part=True), Unfit.TOOK_PART),
        (Stage.PANEL, Hearer(entitled=True), None),
        (Stage.PANEL, Hearer(entitled=True, allocated=True), Unfit.ALLOCATED),
        (Stage.PANEL, Hearer(entitled=True, manages=True), Unfit.MANAGES),
        (Stage.PANEL, Hearer(entitled=True, took_part=True), Unfit.TOOK_PART),
        (Stage.AWARDING, Hearer(entitled=True, allocated=True, manages=True), None),
        (Stage.AWARDING, Hearer(entitled=True, took_part=True), Unfit.TOOK_PART),
    ],
)
def test_who_may_answer(stage: Stage, known: Hearer, why: Unfit | None) -> None:
    assert unfit_for(stage, known) is why


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ("is_learner", Unfit.LEARNER),
        ("has_left", Unfit.LEFT),
        ("answered_before", Unfit.ANSWERED_BEFORE),
        ("barred", Unfit.BARRED),
    ],
)
def test_what_bars_somebody_at_every_stage(stage: Stage, fact: str, why: Unfit) -> None:
    assert unfit_for(stage, Hearer(entitled=True, **{fact: True})) is why


def test_nobody_is_fit_by_one_fact_who_is_unfit_by_another() -> None:
    names = list(Hearer.__dataclass_fields__)
    for stage, facts in product(Stage, product([False, True], repeat=len(names))):
        known = dict(zip(names, facts, strict=True))
        if unfit_for(stage, Hearer(**known)) is None:
            assert known["entitled"]
            hard = ("is_learner", "has_left", "answered_before", "barred")
            assert not any(known[name] for name in hard)
            assert stage is Stage.ASSESSOR or not known["took_part"]


def test_the_stages_in_their_order() -> None:
    inside, outside = [Stage.ASSESSOR], [Stage.ASSESSOR]
    while following := stage_after(inside[-1], external=False):
        inside.append(following)
    while following := stage_after(outside[-1], external=True):
        outside.append(following)
    assert inside == [Stage.ASSESSOR, Stage.IQA, Stage.PANEL]
    assert outside == list(ORDER)


@pytest.mark.parametrize(
    ("stage", "upheld", "external", "status"),
    [
        *((stage, True, external, A.UPHELD) for stage in Stage for external in (False, True)),
        (Stage.ASSESSOR, False, False, A.ANSWERED),
        (Stage.IQA, False, False, A.ANSWERED),
        (Stage.PANEL, False, False, A.CLOSED),
        (Stage.PANEL, False, True, A.ANSWERED),
        (Stage.AWARDING, False, True, A.CLOSED),
    ],
)
def test_where_an_answer_takes_it(
    stage: Stage, upheld: bool, external: bool, status: AppealStatus
) -> None:
    assert status_after(stage, upheld=upheld, external=external) is status


@pytest.mark.parametrize(
    ("status", "days", "over"),
    [
        (A.OPEN, -30, False),
        (A.OPEN, 5, False),
        (A.ANSWERED, 0, False),
        (A.ANSWERED, -1, True),
        (A.UPHELD, 5, True),
        (A.CLOSED, 5, True),
        (A.WITHDRAWN, 5, True),
    ],
)
def test_an_open_appeal_is_never_over_and_an_answer_left_alone_is(
    status: AppealStatus, days: int, over: bool
) -> None:
    assert is_over(status, TODAY + timedelta(days=days), TODAY) is over


@given(
    external=st.booleans(),
    turns=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12),
)
def test_a_whole_appeal_ends_and_nobody_answers_twice(
    external: bool, turns: list[tuple[int, bool]]
) -> None:
    """Person 0 is the learner, 1 judged and reconsiders, the others had no part in it."""
    stage, status, answered = Stage.ASSESSOR, A.OPEN, list[tuple[Stage, int]]()
    for person, upheld in turns:
        known = Hearer(
            entitled=person == 1 if stage is Stage.ASSESSOR else True,
            is_learner=person == 0,
            took_part=person == 1,
            answered_before=any(person == one for _stage, one in answered),
        )
        if status is not A.OPEN or unfit_for(stage, known) is not None:
            continue
        answered.append((stage, person))
        status = status_after(stage, upheld=upheld, external=external)
        following = stage_after(stage, external=external)
        assert (following is None) <= (status in {A.UPHELD, A.CLOSED})
        if status is A.ANSWERED:
            assert following is not None
            stage, status = following, A.OPEN
    people = [person for _stage, person in answered]
    assert 0 not in people
    assert len(set(people)) == len(people)
    assert [one for one, _person in answered] == list(ORDER[: len(answered)])


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
def test_deadlines_are_whole_days_ahead(day: date, days: int) -> None:
    deadlines = Deadlines(days, days, days)
    for due in (deadlines.appeal_until, deadlines.answer_by, deadlines.further_until):
        assert (due(day) - day).days == days
