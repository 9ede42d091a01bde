"""What a quality assurer decides, and what follows for a registration."""

from dataclasses import dataclass
from datetime import datetime

from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.quality.models import FinalCheck, IqaAction, Release
from trainer.registrations.models import Registration, UnitAssessment


@dataclass(frozen=True, kw_only=True)
class Released(LedgerEvent):
    """A quality assurer let a unit count; `sampled` says whether they looked into this very one."""

    subject: UnitAssessment
    release: Release
    cycle: int
    sampled: bool
    content_hash: str
    statement: str
    printed_name: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class AskedAgain(LedgerEvent):
    """A quality assurer asked for criteria of a unit to be judged again."""

    subject: IqaAction
    unit_assessment: UnitAssessment
    cycle: int
    criterion_ids: list[int]
    note: Sealed


@dataclass(frozen=True, kw_only=True)
class UnitsCompleted(Event):
    """The released units of a registration meet the rules of combination."""

    subject: Registration


@dataclass(frozen=True, kw_only=True)
class CompletionUndone(LedgerEvent):
    """A unit that a complete registration counted is open again, so it is complete no more."""

    subject: Registration
    unit: UnitAssessment


@dataclass(frozen=True, kw_only=True)
class FinalCheckSigned(LedgerEvent):
    """A quality assurer signed the last check, so the registration is complete."""

    subject: FinalCheck
    registration: Registration
    statement: str
    printed_name: Sealed
    reauthenticated_at: datetime
