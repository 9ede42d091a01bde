"""What happens to the career map, to targets, and to what colleagues confirm."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.careers.models import (
    CareerConfirmation,
    CareerMapDraft,
    CareerMapVersion,
    CareerTarget,
    RegisterCandidate,
)
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CareerMapPublished(Event):
    """A version of the career map holds from now on."""

    subject: CareerMapVersion
    number: int
    why: str


@dataclass(frozen=True, kw_only=True)
class MapDraftBegun(Event):
    """Somebody began the next version of the map, over the one numbered `seen`."""

    subject: CareerMapDraft
    seen: int


@dataclass(frozen=True, kw_only=True)
class MapDraftChanged(Event):
    """Somebody changed a role, what it asks, or a move of the draft."""

    subject: CareerMapDraft
    what: str


@dataclass(frozen=True, kw_only=True)
class MapDraftThrownAway(Event):
    """The draft is gone, and the map stays as it is."""

    subject: CareerMapDraft


@dataclass(frozen=True, kw_only=True)
class TargetChosen(Event):
    """Somebody works towards a role."""

    subject: CareerTarget
    person: User
    role: str


@dataclass(frozen=True, kw_only=True)
class TargetGivenUp(Event):
    """Somebody works towards a role no more."""

    subject: CareerTarget
    person: User
    role: str


@dataclass(frozen=True, kw_only=True)
class ExperienceConfirmed(Event):
    """A colleague confirmed something that a role asks for."""

    subject: CareerConfirmation
    person: User
    about: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationTakenBack(Event):
    """What a colleague confirmed counts no more."""

    subject: CareerConfirmation
    person: User
    because: str


@dataclass(frozen=True, kw_only=True)
class CandidateNoticed(Event):
    """Somebody meets all that a role asks which leads to the register."""

    subject: RegisterCandidate
    person: User
    role: str
    duty: Duty


@dataclass(frozen=True, kw_only=True)
class CandidateEntered(Event):
    """Somebody who was ready for the register stands on it."""

    subject: RegisterCandidate
    person: User
    role: str


@dataclass(frozen=True, kw_only=True)
class CandidateSetAside(Event):
    """Whoever keeps the register does not enter somebody who was ready, for now."""

    subject: RegisterCandidate
    person: User
    role: str
    because: str
