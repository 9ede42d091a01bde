"""What happens to the register and to declared conflicts: all of it stands in the ledger."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.assessors.models import (
    AssessorAccreditation,
    CaseloadLimit,
    CompetenceCheck,
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
)
from trainer.bodies.models import ProfessionalBody
from trainer.catalogue.models import Qualification
from trainer.core.events import LedgerEvent, Sealed


@dataclass(frozen=True, kw_only=True)
class RegisterEntryMade(LedgerEvent):
    """Somebody was approved for a duty on a qualification."""

    subject: RegisterEntry
    holder: User
    qualification: Qualification
    duty: Duty
    standing: Standing
    award: Sealed
    award_number: Sealed
    awarded_on: date | None
    unit_ids: list[int]
    site_ids: list[int]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class CompetenceChecked(LedgerEvent):
    """It was recorded how somebody showed competence in the work itself, and who looked."""

    subject: CompetenceCheck
    holder: User
    qualification: Qualification
    shown_by: Sealed
    checked_by: Sealed
    checked_on: date
    review_on: date


@dataclass(frozen=True, kw_only=True)
class EntrySuspended(LedgerEvent):
    """From now on nothing is decided under an entry."""

    subject: RegisterEntry
    holder: User
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class SuspensionLifted(LedgerEvent):
    """Decisions are made under an entry again."""

    subject: RegisterEntry
    holder: User
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class CaseloadLimited(LedgerEvent):
    """It was set how many learners somebody takes for a duty; None is as many as there are."""

    subject: CaseloadLimit
    holder: User
    duty: Duty
    former: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True)
class RegisterEntryEnded(LedgerEvent):
    """An approval ends on a day, from which on it counts no more."""

    subject: RegisterEntry
    holder: User
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class AssessorAccredited(LedgerEvent):
    """It was recorded that a body accredits an assessor, by the body's own reference."""

    subject: AssessorAccreditation
    holder: User
    qualification: Qualification
    body: ProfessionalBody
    reference: Sealed
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class AccreditationEnds(LedgerEvent):
    """A body's accreditation of an assessor holds until another day."""

    subject: AssessorAccreditation
    holder: User
    former: date | None
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(LedgerEvent):
    """A tie between two people was declared."""

    subject: ConflictOfInterest
    holder: User
    other: User
    kind: ConflictKind


@dataclass(frozen=True, kw_only=True)
class ConflictEnded(LedgerEvent):
    """A declared tie is over."""

    subject: ConflictOfInterest
    holder: User
    other: User
