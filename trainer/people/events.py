"""What happens to people: they join, move, leave, and are given roles by two others."""

from dataclasses import dataclass
from datetime import date, datetime

from trainer.accounts.models import User
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.people.models import Appointment, PeopleImport, Placement, Role, Site, Team


@dataclass(frozen=True, kw_only=True)
class Joined(Event):
    """Someone new is on the books."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class Placed(Event):
    """Someone has a job, a site and a manager from a day on; `before` is what they had."""

    subject: Placement
    person: User
    before: Placement | None
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class Corrected(Event):
    """Someone's name or address was put right; the trail names the fields, not the words."""

    subject: User
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LeavingPlanned(Event):
    """Someone will be gone from a day to come."""

    subject: User
    on: date


@dataclass(frozen=True, kw_only=True)
class Stays(Event):
    """Someone who was going to leave does not."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class Left(Event):
    """Someone is gone: no account, no session, no role."""

    subject: User
    on: date


@dataclass(frozen=True, kw_only=True)
class CameBack(Event):
    """Someone who had left works here again."""

    subject: User


@dataclass(frozen=True, kw_only=True)
class SiteNamed(Event):
    """A site was added, or is called something else."""

    subject: Site
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TeamNamed(Event):
    """A team was added, or is called something else."""

    subject: Team
    site: Site
    name: str


@dataclass(frozen=True, kw_only=True)
class PeopleImported(Event):
    """A file of people was taken in, all of it."""

    subject: PeopleImport | None
    new: int
    changed: int
    returning: int
    leaving: int


@dataclass(frozen=True, kw_only=True)
class PeopleExported(Event):
    """Somebody took a list of people away as a file."""

    subject: User
    search: str


@dataclass(frozen=True, kw_only=True)
class RoleAskedFor(LedgerEvent):
    """A role was asked for on someone's behalf; it is not theirs until another confirms it."""

    subject: Appointment
    holder: User
    role: Role
    site: Site | None
    starts_on: date
    ends_on: date | None
    why: Sealed
    proven_at: datetime


@dataclass(frozen=True, kw_only=True)
class RoleConfirmed(LedgerEvent):
    """A role was confirmed; `proven_at` is None for the first two administrators only."""

    subject: Appointment
    holder: User
    role: Role
    site: Site | None
    starts_on: date
    ends_on: date | None
    proven_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RoleRefused(LedgerEvent):
    """A role asked for was refused, with the reason."""

    subject: Appointment
    holder: User
    role: Role
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class RoleEnded(LedgerEvent):
    """Someone's role came to its end, or was given a day on which it does."""

    subject: Appointment
    holder: User
    role: Role
    ends_on: date
    reason: Sealed
