"""The states of an appeal against an appraisal, and who may answer: every case of the pure rules."""

from datetime import date, timedelta
from itertools import product

import pytest

from trainer.appraisals.rules.appealing import (
    MOVES,
    AppealOutcome,
    AppraisalAppealStatus,
    Hearer,
    Hearing,
    Unfit,
    appeal_until,
    is_over,
    status_after,
    unfit,
)
from trainer.appraisals.rules.stages import ANSWERED, AppraisalStage

_A = AppraisalAppealStatus
_S = AppraisalStage


@pytest.mark.parametrize(
    ("hearing", "outcome", "status"),
    [
        (Hearing.SECOND_LINE, AppealOutcome.UPHELD, _A.CLOSED),
        (Hearing.SECOND_LINE, AppealOutcome.PARTLY, _A.ANSWERED),
        (Hearing.SECOND_LINE, AppealOutcome.REFUSED, _A.ANSWERED),
        (Hearing.HR, AppealOutcome.UPHELD, _A.CLOSED),
        (Hearing.HR, AppealOutcome.PARTLY, _A.CLOSED),
        (Hearing.HR, AppealOutcome.REFUSED, _A.CLOSED),
    ],
)
def test_where_an_answer_takes_it(
    hearing: Hearing, outcome: AppealOutcome, status: AppraisalAppealStatus
) -> None:
    assert status_after(hearing, outcome) is status
    assert status in MOVES[_A.OPEN]


def test_every_state_has_its_moves_and_what_is_closed_stays_closed() -> None:
    assert set(MOVES) == set(_A)
    assert MOVES[_A.CLOSED] == MOVES[_A.WITHDRAWN] == set()
    assert MOVES[_A.ANSWERED] == {_A.OPEN}


def test_one_who_is_none_of_it_may_answer_and_nobody_else() -> None:
    for is_person, has_left, before, part in product([False, True], repeat=4):
        one = Hearer(is_person, has_left, before, part)
        assert (unfit(one) is None) is (not any((is_person, has_left, before, part)))
    assert unfit(Hearer(is_person=True, took_part=True)) is Unfit.PERSON
    assert unfit(Hearer(answered_before=True, took_part=True)) is Unfit.ANSWERED_BEFORE


@pytest.mark.parametrize(
    ("status", "after", "over"),
    [
        (_A.OPEN, -1, False),
        (_A.OPEN, 1, False),
        (_A.ANSWERED, 0, False),
        (_A.ANSWERED, 1, True),
        (_A.CLOSED, -1, True),
        (_A.WITHDRAWN, -1, True),
    ],
)
def test_when_nobody_is_to_do_anything_any_more(
    status: AppraisalAppealStatus, after: int, over: bool
) -> None:
    due_on = date(2026, 3, 1)
    assert is_over(status, due_on, due_on + timedelta(days=after)) is over


@pytest.mark.parametrize("last", [*ANSWERED, _S.REVIEWED])
def test_an_appeal_is_made_within_four_weeks_of_what_was_said_last(last: AppraisalStage) -> None:
    first, said, closed = date(2026, 3, 1), date(2026, 3, 10), date(2026, 4, 1)
    stages = [(_S.SHARED, first), (last, said), (_S.CLOSED, closed)]
    assert appeal_until(stages) == date(2026, 4, 7)


def test_what_is_said_anew_leaves_time_anew() -> None:
    said = [(one, date(2026, 3, day)) for day, one in enumerate((*ANSWERED, _S.REVIEWED), 1)]
    assert appeal_until(iter(said)) == said[-1][1] + timedelta(days=28)


def test_what_is_closed_before_anybody_answered_can_be_appealed_against() -> None:
    assert appeal_until([(_S.CLOSED, date(2026, 4, 1))]) == date(2026, 4, 29)


def test_before_that_there_is_nothing_to_appeal_against() -> None:
    assert appeal_until([(_S.SHARED, date(2026, 3, 1))]) is None
    assert appeal_until([]) is None
