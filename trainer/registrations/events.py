"""What happens to registrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationNumber, QualificationVersion, UnitVersion
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.registrations.models import HandOver, Registration, UnitAssessment


@dataclass(frozen=True, kw_only=True)
class RegistrationsExported(Event):
    """Somebody took a list of registrations away as a file."""

    subject: User
    search: str


@dataclass(frozen=True, kw_only=True)
class Applied(LedgerEvent):
    """A registration was opened for a learner on a version."""

    subject: Registration
    learner: User
    version: QualificationVersion
    awarding: QualificationNumber | None


@dataclass(frozen=True, kw_only=True)
class Allocated(LedgerEvent):
    """A registration has an assessor and a quality assurer; the former ones had it until now."""

    subject: Registration
    assessor: User
    iqa: User
    former_assessor: User | None
    former_iqa: User | None
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class HandOverWritten(Event):
    """What the next assessor should know of a learner was written down."""

    subject: HandOver
    registration: Registration


@dataclass(frozen=True, kw_only=True)
class InitialAssessmentRecorded(LedgerEvent):
    """What the learner can do already, and what they need, was written down."""

    subject: Registration
    found: Sealed


@dataclass(frozen=True, kw_only=True)
class CreditTransferred(LedgerEvent):
    """A unit held already was recorded as such, by whoever checked the proof."""

    subject: UnitAssessment
    learner: User
    held_code: str
    elsewhere_id: int | None
    from_unit_id: int | None
    reference: Sealed
    note: Sealed


@dataclass(frozen=True, kw_only=True)
class CreditNotAgreed(LedgerEvent):
    """A quality assurer did not agree that a unit is held already; it stands as before."""

    subject: UnitAssessment
    learner: User
    checked_by: User
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class UnitsChosen(Event):
    """These are now the units of a registration, in order."""

    subject: Registration
    units: Sequence[UnitVersion]


@dataclass(frozen=True, kw_only=True)
class Registered(LedgerEvent):
    """The learner is registered, with the awarding organisation where there is one."""

    subject: Registration
    learner: User
    on: date
    reference: Sealed


@dataclass(frozen=True, kw_only=True)
class Started(Event):
    """Work towards the units may begin."""

    subject: Registration


@dataclass(frozen=True, kw_only=True)
class WentOnBreak(Event):
    """The learner takes a break in learning."""

    subject: Registration
    reason: str


@dataclass(frozen=True, kw_only=True)
class CameBack(Event):
    """The break in learning is over."""

    subject: Registration


@dataclass(frozen=True, kw_only=True)
class Transferred(LedgerEvent):
    """The learner goes on elsewhere; what was judged stands."""

    subject: Registration
    learner: User
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class Lapsed(LedgerEvent):
    """The awarding organisation's last day for claims went by before every unit was complete."""

    subject: Registration
    learner: User


@dataclass(frozen=True, kw_only=True)
class Withdrawn(LedgerEvent):
    """The learner no longer works towards this; what was judged stands."""

    subject: Registration
    learner: User
    reason: Sealed
