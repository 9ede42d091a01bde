"""How an appeal against an appraisal goes on, and who may answer it: pure, from plain facts.

No law sets these days; they leave time to think, and end while both still remember.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trainer.appraisals.rules.stages import ANSWERED, AppraisalStage

TO_APPEAL = timedelta(days=28)
"""So long after an appraisal was signed, declined, reviewed or closed the person may appeal."""

TO_ANSWER = timedelta(days=14)
TO_GO_FURTHER = timedelta(days=14)
"""So long after an answer the person may take it to HR; after that the answer is accepted."""


class Hearing(StrEnum):
    """Who looks at an appeal, in the order they do."""

    SECOND_LINE = "second_line"
    HR = "hr"


class AppraisalAppealStatus(StrEnum):
    """Where an appeal has got to."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class AppealOutcome(StrEnum):
    """What was found."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REFUSED = "refused"


_A = AppraisalAppealStatus

MOVES: Mapping[AppraisalAppealStatus, set[AppraisalAppealStatus]] = {
    _A.OPEN: {_A.ANSWERED, _A.CLOSED, _A.WITHDRAWN},
    _A.ANSWERED: {_A.OPEN},
    _A.CLOSED: set(),
    _A.WITHDRAWN: set(),
}
"""From each state, where it may go on to: an answer may be taken further, and no more after that."""


def appeal_until(stages: Iterable[tuple[AppraisalStage, date]]) -> date | None:
    """Return the last day to appeal, from the stages an appraisal came to and when.

    It counts from the day it was signed, declined or reviewed last, whichever is latest; where it
    was closed before any of them, from then. None where none of it has happened.
    """
    days = list(stages)
    said = [day for stage, day in days if stage in ANSWERED or stage is AppraisalStage.REVIEWED]
    closed = [day for stage, day in days if stage is AppraisalStage.CLOSED]
    return max(said or closed) + TO_APPEAL if said or closed else None


class Unfit(StrEnum):
    """Why somebody may not answer an appeal."""

    PERSON = "person"
    LEFT = "left"
    ANSWERED_BEFORE = "answered_before"
    TOOK_PART = "took_part"


@dataclass(frozen=True, slots=True)
class Hearer:
    """What is known of somebody who might answer an appeal.

    To take part is to be the manager, to have written or signed in it, to have changed its rating,
    or to have ended it.
    """

    is_person: bool = False
    has_left: bool = False
    answered_before: bool = False
    took_part: bool = False


def unfit(one: Hearer) -> Unfit | None:
    """Say why somebody may not answer, the plainest reason first; None if they may."""
    for holds, why in (
        (one.is_person, Unfit.PERSON),
        (one.has_left, Unfit.LEFT),
        (one.answered_before, Unfit.ANSWERED_BEFORE),
        (one.took_part, Unfit.TOOK_PART),
    ):
        if holds:
            return why
    return None


def status_after(hearing: Hearing, outcome: AppealOutcome) -> AppraisalAppealStatus:
    """Say where an answer takes the appeal: one that gives all that was asked ends it, as does HR’s."""
    if outcome is AppealOutcome.UPHELD or hearing is Hearing.HR:
        return AppraisalAppealStatus.CLOSED
    return AppraisalAppealStatus.ANSWERED


def is_over(status: AppraisalAppealStatus, due_on: date, today: date) -> bool:
    """Say whether nobody is to do anything any more: an answer left alone is accepted in time."""
    if status is AppraisalAppealStatus.ANSWERED:
        return today > due_on
    return status is not AppraisalAppealStatus.OPEN
