"""What happens to cycles and appraisals."""

from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.models import User
from trainer.appraisals.models import (
    Addendum,
    Appraisal,
    AppraisalAppeal,
    AppraisalAppealAnswer,
    AppraisalSignature,
    AppraisalTemplate,
    CalibrationChange,
    CalibrationSession,
    Cycle,
    SignedAs,
)
from trainer.appraisals.rules.appealing import AppealOutcome
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.core.events import Event, LedgerEvent, Sealed


@dataclass(frozen=True, kw_only=True)
class TemplateWritten(Event):
    """A form was written, or its next version."""

    subject: AppraisalTemplate
    number: int


@dataclass(frozen=True, kw_only=True)
class CyclePlanned(Event):
    """HR planned a round, or planned it anew."""

    subject: Cycle


@dataclass(frozen=True, kw_only=True)
class CycleSentOff(Event):
    """The job worker was asked to schedule everybody in it who is not yet."""

    subject: Cycle


@dataclass(frozen=True, kw_only=True)
class CycleScheduled(Event):
    """Everybody in it has an appraisal; so many are new."""

    subject: Cycle
    added: int
    without_manager: int


@dataclass(frozen=True, kw_only=True)
class CycleClosed(Event):
    """HR closed a round; so many were closed with it before they were finished."""

    subject: Cycle
    unfinished: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppraisalMoved(Event):
    """An appraisal came to another stage; a reason is given where one is asked."""

    subject: Appraisal
    person: User
    stage: AppraisalStage
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppraisalClosedEarly(LedgerEvent):
    """An appraisal was closed or cancelled before everybody had signed, with the reason."""

    subject: Appraisal
    person: User
    stage: AppraisalStage
    was: AppraisalStage
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class AppraisalHandedOver(LedgerEvent):
    """Another manager goes on with an appraisal; what the first wrote stays theirs."""

    subject: Appraisal
    person: User
    former: User
    manager: User
    second_line: User | None


@dataclass(frozen=True, kw_only=True)
class MeetingArranged(Event):
    """A day and a place were found for the meeting, or another."""

    subject: Appraisal
    at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Event):
    """The two met."""

    subject: Appraisal
    on: date


@dataclass(frozen=True, kw_only=True)
class AppraisalSigned(LedgerEvent):
    """Somebody signed an appraisal, or declined to."""

    subject: AppraisalSignature
    appraisal: Appraisal
    person: User
    signed_as: SignedAs
    covered_hash: str
    meaning: str
    words: Sealed
    printed_name: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class AddendumWritten(LedgerEvent):
    """Somebody added a dated note to a locked appraisal."""

    subject: Addendum
    appraisal: Appraisal
    person: User
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class CalibrationBegun(Event):
    """HR brought appraisals together to be calibrated."""

    subject: CalibrationSession
    appraisals: list[int]


@dataclass(frozen=True, kw_only=True)
class RatingCalibrated(LedgerEvent):
    """An overall rating was changed in a session, for a reason."""

    subject: CalibrationChange
    appraisal: Appraisal
    person: User
    before: int
    after: int
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class CalibrationEnded(Event):
    """A session is over; what was looked at is shared."""

    subject: CalibrationSession


@dataclass(frozen=True, kw_only=True)
class AppraisalPaperAsked(Event):
    """Somebody had the record of an appraisal made as a PDF."""

    subject: Appraisal
    person: User


@dataclass(frozen=True, kw_only=True)
class AppraisalAppealed(LedgerEvent):
    """Somebody appealed against their appraisal; `hearer` answers, or HR where there is none."""

    subject: AppraisalAppeal
    appraisal: Appraisal
    person: User
    hearer: User | None
    due_on: date
    grounds: Sealed


@dataclass(frozen=True, kw_only=True)
class AppraisalAppealAnswered(LedgerEvent):
    """An appeal against an appraisal was answered, and the overall rating put right where it says so."""

    subject: AppraisalAppealAnswer
    appraisal: Appraisal
    appeal: AppraisalAppeal
    person: User
    outcome: AppealOutcome
    before: int | None
    after: int | None
    words: Sealed
    meaning: str
    printed_name: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppraisalAppealTakenFurther(LedgerEvent):
    """Somebody took the answer to their appeal to HR."""

    subject: AppraisalAppeal
    appraisal: Appraisal
    person: User
    due_on: date
    grounds: Sealed


@dataclass(frozen=True, kw_only=True)
class AppraisalAppealWithdrawn(LedgerEvent):
    """Somebody took their appeal back."""

    subject: AppraisalAppeal
    appraisal: Appraisal
    person: User
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class AppraisalHearerNamed(LedgerEvent):
    """HR said who answers an appeal."""

    subject: AppraisalAppeal
    appraisal: Appraisal
    person: User
    hearer: User
