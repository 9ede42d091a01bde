"""Where an action of a plan stands, from what the two said and from the thing it became. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from trainer.courses.models import BookingStatus
from trainer.development.models import DevelopmentStatus
from trainer.logs.models import EvidenceStatus
from trainer.needs.models import NeedStatus
from trainer.pairs.models import PairStatus
from trainer.planning.models import PlanStatus
from trainer.registrations.models import RegistrationStatus, UnitStatus


class Progress(StrEnum):
    """How far the thing has got that an action became."""

    AHEAD = "ahead"
    UNDER_WAY = "under_way"
    DONE = "done"
    FELL_THROUGH = "fell_through"


class DevelopmentStanding(StrEnum):
    """Where an action stands, the most urgent first."""

    FELL_THROUGH = "fell_through"
    LATE = "late"
    DONE = "done"
    PROPOSED = "proposed"
    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    DROPPED = "dropped"


_P = Progress

ThingStatus = (
    BookingStatus
    | NeedStatus
    | UnitStatus
    | RegistrationStatus
    | PlanStatus
    | EvidenceStatus
    | PairStatus
)

_BOOKING = {
    BookingStatus.ASKED: _P.UNDER_WAY,
    BookingStatus.WAITING: _P.UNDER_WAY,
    BookingStatus.BOOKED: _P.UNDER_WAY,
    BookingStatus.REFUSED: _P.FELL_THROUGH,
    BookingStatus.CANCELLED: _P.FELL_THROUGH,
    BookingStatus.ATTENDED: _P.DONE,
    BookingStatus.MISSED: _P.FELL_THROUGH,
}
_NEED = {
    NeedStatus.OPEN: _P.AHEAD,
    NeedStatus.MET: _P.DONE,
    NeedStatus.CLOSED: _P.FELL_THROUGH,
}
_UNIT = {
    UnitStatus.NOT_STARTED: _P.AHEAD,
    UnitStatus.PLANNED: _P.UNDER_WAY,
    UnitStatus.IN_PROGRESS: _P.UNDER_WAY,
    UnitStatus.READY: _P.UNDER_WAY,
    UnitStatus.LEARNER_SIGNED: _P.UNDER_WAY,
    UnitStatus.ASSESSED_COMPETENT: _P.UNDER_WAY,
    UnitStatus.COUNTERSIGNED: _P.UNDER_WAY,
    UnitStatus.AWAITING_IQA: _P.UNDER_WAY,
    UnitStatus.IQA_ACTION_REQUIRED: _P.UNDER_WAY,
    UnitStatus.RPL_GRANTED: _P.UNDER_WAY,
    UnitStatus.ACHIEVED: _P.DONE,
    UnitStatus.WITHDRAWN: _P.FELL_THROUGH,
}
_REGISTRATION = {
    RegistrationStatus.APPLIED: _P.AHEAD,
    RegistrationStatus.INITIAL_ASSESSMENT: _P.AHEAD,
    RegistrationStatus.REGISTERED: _P.UNDER_WAY,
    RegistrationStatus.ACTIVE: _P.UNDER_WAY,
    RegistrationStatus.BREAK_IN_LEARNING: _P.UNDER_WAY,
    RegistrationStatus.UNITS_COMPLETE: _P.UNDER_WAY,
    RegistrationStatus.FINAL_IQA: _P.UNDER_WAY,
    RegistrationStatus.CLAIM_READY: _P.DONE,
    RegistrationStatus.CLAIMED: _P.DONE,
    RegistrationStatus.CERTIFICATED: _P.DONE,
    RegistrationStatus.CLAIM_REJECTED: _P.UNDER_WAY,
    RegistrationStatus.WITHDRAWN: _P.FELL_THROUGH,
    RegistrationStatus.TRANSFERRED: _P.FELL_THROUGH,
    RegistrationStatus.LAPSED: _P.FELL_THROUGH,
}
_PLAN = {
    PlanStatus.PROPOSED: _P.AHEAD,
    PlanStatus.AGREED: _P.UNDER_WAY,
    PlanStatus.DONE: _P.DONE,
    PlanStatus.CANCELLED: _P.FELL_THROUGH,
}
_ENTRY = {
    EvidenceStatus.DRAFT: _P.UNDER_WAY,
    EvidenceStatus.SUBMITTED: _P.DONE,
    EvidenceStatus.WITHDRAWN: _P.FELL_THROUGH,
    EvidenceStatus.VOID: _P.FELL_THROUGH,
}
_PAIR = {
    PairStatus.ASKED: _P.AHEAD,
    PairStatus.GOING: _P.UNDER_WAY,
    PairStatus.DECLINED: _P.FELL_THROUGH,
    PairStatus.ENDED: _P.DONE,
    PairStatus.STOPPED: _P.FELL_THROUGH,
}

OVER = {
    DevelopmentStatus.ENDED: DevelopmentStanding.ENDED,
    DevelopmentStatus.DROPPED: DevelopmentStanding.DROPPED,
}
_BEFORE = {
    DevelopmentStatus.PROPOSED: DevelopmentStanding.PROPOSED,
    DevelopmentStatus.AGREED: DevelopmentStanding.TO_DO,
}

FOLLOWS: Mapping[type[StrEnum], Mapping[Any, Progress]] = {
    BookingStatus: _BOOKING,
    NeedStatus: _NEED,
    UnitStatus: _UNIT,
    RegistrationStatus: _REGISTRATION,
    PlanStatus: _PLAN,
    EvidenceStatus: _ENTRY,
    PairStatus: _PAIR,
}
"""How far each state of each thing has got; by its class first, as states of two classes are equal words."""


def progress(status: ThingStatus) -> Progress:
    """Say how far a thing has got in this state."""
    return FOLLOWS[type(status)][status]


def standing(
    status: DevelopmentStatus,
    *,
    due_on: date,
    today: date,
    done_on: date | None = None,
    thing: Progress | None = None,
) -> DevelopmentStanding:
    """Say where an action stands.

    What the two have ended stays ended, whatever becomes of the thing later. Before that the thing
    decides, even while one side has still to agree: whoever has booked is under way. What is not done
    by its day is late.
    """
    if status in OVER:
        return OVER[status]
    if thing is Progress.DONE or done_on is not None:
        return DevelopmentStanding.DONE
    if thing is Progress.FELL_THROUGH:
        return DevelopmentStanding.FELL_THROUGH
    if due_on < today:
        return DevelopmentStanding.LATE
    if thing is Progress.UNDER_WAY:
        return DevelopmentStanding.UNDER_WAY
    return _BEFORE[status]
