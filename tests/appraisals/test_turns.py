"""Whose turn it is at each stage of an appraisal, by when, and when somebody is reminded."""

from datetime import date, timedelta

import pytest

from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.appraisals.rules.turns import Dates, Turn, turn

S = AppraisalStage
SELF, MANAGER, SIGN = date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 31)
TURNS = {
    S.SELF_ASSESSMENT: Turn(Party.APPRAISEE, SELF),
    S.MANAGER_DRAFT: Turn(Party.MANAGER, MANAGER),
    S.CALIBRATION: Turn(Party.HR, SIGN),
    S.SHARED: Turn(Party.MANAGER, SIGN),
    S.MEETING_HELD: Turn(Party.MANAGER, SIGN),
    S.MANAGER_SIGNED: Turn(Party.APPRAISEE, SIGN),
    S.EMPLOYEE_SIGNED: Turn(Party.SECOND_LINE, SIGN),
    S.EMPLOYEE_SIGNED_WITH_COMMENTS: Turn(Party.SECOND_LINE, SIGN),
    S.EMPLOYEE_DECLINED: Turn(Party.SECOND_LINE, SIGN),
}


@pytest.mark.parametrize("stage", list(S))
def test_whose_turn_it_is(stage: AppraisalStage) -> None:
    assert turn(stage, Dates(SELF, MANAGER, SIGN)) == TURNS.get(stage)


@pytest.mark.parametrize(
    ("days", "near", "late"),
    [(-4, False, False), (-3, True, False), (0, True, False), (1, True, True)],
)
def test_somebody_is_reminded_three_days_before_and_late_the_day_after(
    days: int, *, near: bool, late: bool
) -> None:
    mine = Turn(Party.MANAGER, MANAGER)
    today = MANAGER + timedelta(days=days)
    assert mine.is_near(today) is near
    assert mine.is_late(today) is late
