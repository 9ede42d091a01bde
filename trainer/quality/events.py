"""What a quality assurer decides, and what follows for a registration."""

from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.models import User
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.quality.models import FaultSearch, FinalCheck, IqaAction, LookReply, Release
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.models import Look, Pick


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


@dataclass(frozen=True, kw_only=True)
class ReleaseExported(Event):
    """Somebody took a release away as a file."""

    subject: Release


@dataclass(frozen=True, kw_only=True)
class LookBegun(Event):
    """A quality assurer opened a picked unit for the first time."""

    subject: Pick


@dataclass(frozen=True, kw_only=True)
class PickHandedOn(LedgerEvent):
    """Another quality assurer looks into a picked unit."""

    subject: Pick
    unit_assessment: UnitAssessment
    handed_to: User
    former: User | None
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class LookAnswered(LedgerEvent):
    """The assessor, or the quality assurer after them, wrote about a look."""

    subject: LookReply
    look: Look
    unit_assessment: UnitAssessment
    words: Sealed


@dataclass(frozen=True, kw_only=True)
class OthersSought(LedgerEvent):
    """A quality assurer said which units may share the fault they found, or why none does."""

    subject: FaultSearch
    look: Look
    unit_assessment: UnitAssessment
    unit_assessment_ids: list[int]
    reason: Sealed
