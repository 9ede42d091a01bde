"""The stages an appraisal goes through, and who has a part in it."""

from collections.abc import Mapping
from enum import StrEnum


class AppraisalStage(StrEnum):
    """Where an appraisal has got to."""

    SCHEDULED = "scheduled"
    SELF_ASSESSMENT = "self_assessment"
    MANAGER_DRAFT = "manager_draft"
    CALIBRATION = "calibration"
    SHARED = "shared"
    MEETING_HELD = "meeting_held"
    MANAGER_SIGNED = "manager_signed"
    EMPLOYEE_SIGNED = "employee_signed"
    EMPLOYEE_SIGNED_WITH_COMMENTS = "employee_signed_with_comments"
    EMPLOYEE_DECLINED = "employee_declined"
    REVIEWED = "reviewed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


_S = AppraisalStage

ANSWERED = frozenset({_S.EMPLOYEE_SIGNED, _S.EMPLOYEE_SIGNED_WITH_COMMENTS, _S.EMPLOYEE_DECLINED})
"""The person has signed, with or without comments, or has declined to."""

LOCKED = ANSWERED | {_S.REVIEWED, _S.CLOSED}
"""Both have had their say: nothing in it changes any more."""

OVER = frozenset({_S.CLOSED, _S.CANCELLED})
"""Nothing more is to be done."""

SIGNED_BY_MANAGER = LOCKED | {_S.MANAGER_SIGNED}
"""The words are the manager's signed ones."""

MOVES: Mapping[AppraisalStage, set[AppraisalStage]] = {
    _S.SCHEDULED: {_S.SELF_ASSESSMENT, _S.CANCELLED},
    _S.SELF_ASSESSMENT: {_S.MANAGER_DRAFT, _S.CANCELLED},
    _S.MANAGER_DRAFT: {_S.CALIBRATION, _S.SHARED, _S.CANCELLED},
    _S.CALIBRATION: {_S.SHARED, _S.CANCELLED},
    _S.SHARED: {_S.MEETING_HELD, _S.CLOSED},
    _S.MEETING_HELD: {_S.MANAGER_SIGNED, _S.CLOSED},
    _S.MANAGER_SIGNED: {_S.MEETING_HELD, _S.CLOSED, *ANSWERED},
    **{answered: {_S.REVIEWED, _S.CLOSED} for answered in ANSWERED},
    _S.REVIEWED: {_S.CLOSED},
    _S.CLOSED: set(),
    _S.CANCELLED: set(),
}
"""From each stage, where it may go on to. Closing before the review takes a reason."""

RANKS: Mapping[AppraisalStage, int] = {
    _S.SCHEDULED: 0,
    _S.SELF_ASSESSMENT: 1,
    _S.MANAGER_DRAFT: 2,
    _S.CALIBRATION: 3,
    _S.SHARED: 4,
    _S.MEETING_HELD: 5,
    _S.MANAGER_SIGNED: 6,
    **dict.fromkeys(ANSWERED, 7),
    _S.REVIEWED: 8,
    _S.CLOSED: 9,
}
"""How far each stage is; one that is cancelled has no place among them."""


class Party(StrEnum):
    """Who somebody is to an appraisal. The first that fits is the one they are."""

    APPRAISEE = "appraisee"
    MANAGER = "manager"
    SECOND_LINE = "second_line"
    CALIBRATOR = "calibrator"
    HR = "hr"
    HEARER = "hearer"


WRITERS = (Party.APPRAISEE, Party.MANAGER, Party.SECOND_LINE)
"""Who writes in an appraisal; the others read."""


def is_between(stage: AppraisalStage, first: AppraisalStage, last: AppraisalStage) -> bool:
    """Say whether a stage lies between two others, or is one of them."""
    if stage is AppraisalStage.CANCELLED:
        return False
    return RANKS[first] <= RANKS[stage] <= RANKS[last]
