"""Whose turn it is at a stage, and by when."""

from dataclasses import dataclass
from datetime import date, timedelta

from trainer.appraisals.rules.stages import ANSWERED, AppraisalStage, Party

SOON = timedelta(days=3)
"""So long before the day somebody is reminded, once; and once when it is past."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a round by which each step is to be done."""

    self_due_on: date
    manager_due_on: date
    sign_by: date


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is to do the next step, and by which day."""

    party: Party
    due_on: date

    def is_late(self, today: date) -> bool:
        """Whether the day is past."""
        return today > self.due_on

    def is_near(self, today: date) -> bool:
        """Whether the day is near, or past."""
        return today >= self.due_on - SOON


_PARTIES = {
    AppraisalStage.SELF_ASSESSMENT: Party.APPRAISEE,
    AppraisalStage.MANAGER_DRAFT: Party.MANAGER,
    AppraisalStage.CALIBRATION: Party.HR,
    AppraisalStage.SHARED: Party.MANAGER,
    AppraisalStage.MEETING_HELD: Party.MANAGER,
    AppraisalStage.MANAGER_SIGNED: Party.APPRAISEE,
    **dict.fromkeys(ANSWERED, Party.SECOND_LINE),
}


def turn(stage: AppraisalStage, dates: Dates) -> Turn | None:
    """Say whose turn it is; nobody’s before it opens and at the end."""
    party = _PARTIES.get(stage)
    if party is None:
        return None
    by = {
        AppraisalStage.SELF_ASSESSMENT: dates.self_due_on,
        AppraisalStage.MANAGER_DRAFT: dates.manager_due_on,
    }
    return Turn(party, by.get(stage, dates.sign_by))
