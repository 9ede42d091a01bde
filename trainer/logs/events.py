"""What happens to evidence and to the leave to read it. Saving a draft is not an event."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.catalogue.models import UnitVersion
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.logs.models import Item, Part, ReadingGrant, Revision, StoredFile
from trainer.logs.people_shown import Safeguard


@dataclass(frozen=True, kw_only=True)
class CriteriaLinked(Event):
    """The owner changed which criteria a revision claims to show."""

    subject: Revision
    criteria: list[int]


@dataclass(frozen=True, kw_only=True)
class RevisionFrozen(Event):
    """A revision was submitted for the first time, and stays as it is from now on."""

    subject: Revision
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class HandedOn(Event):
    """Whoever wrote a piece of evidence put it before those who sign it."""

    subject: Revision
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class TakenUp(Event):
    """Whoever wrote a piece of evidence took it back from those who sign it, to change it."""

    subject: Revision


@dataclass(frozen=True, kw_only=True)
class EvidenceSigned(LedgerEvent):
    """Somebody put their name under a piece of evidence as it reads now."""

    subject: Revision
    part: Part
    content_hash: str
    meaning: str
    printed_name: Sealed
    comment: Sealed
    expert_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SentBackUnsigned(LedgerEvent):
    """Somebody would not put their name under a piece of evidence, and said why."""

    subject: Revision
    part: Part
    content_hash: str
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class RevisionBegun(Event):
    """The owner began the next revision of something submitted before."""

    subject: Revision


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Event):
    """The owner took an item back; what waits for an assessor waits no more."""

    subject: Item


@dataclass(frozen=True, kw_only=True)
class BroughtBack(Event):
    """The owner took a withdrawn item up again, as a draft."""

    subject: Item


@dataclass(frozen=True, kw_only=True)
class ReadingGranted(Event):
    """One person may read another's submitted evidence from now on."""

    subject: ReadingGrant
    reader: User
    learner: User
    unit: UnitVersion | None
    reason: str
    sees_others: bool
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class ReadingEnded(Event):
    """Leave to read somebody's evidence has ended."""

    subject: ReadingGrant


@dataclass(frozen=True, kw_only=True)
class FileRead(Event):
    """Somebody was sent a file of someone else's, or what is shown of it."""

    subject: StoredFile
    shown_as: str


@dataclass(frozen=True, kw_only=True)
class PeopleShownSaid(Event):
    """Somebody said whether a file shows a customer or colleague."""

    subject: StoredFile
    shows_others: bool


@dataclass(frozen=True, kw_only=True)
class SafeguardGiven(Event):
    """Somebody said what protects the people whom a file shows."""

    subject: StoredFile
    safeguard: Safeguard


@dataclass(frozen=True, kw_only=True)
class AreasCovered(Event):
    """Somebody had parts of a photo painted over in all that is shown of it."""

    subject: StoredFile
    areas: list[list[int]]
    instead_of: StoredFile | None
