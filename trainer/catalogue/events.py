"""What happens to the catalogue."""

from dataclasses import dataclass

from trainer.catalogue.models import (
    Qualification,
    QualificationVersion,
    UnitVersion,
    VersionStatus,
)
from trainer.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CataloguePublished(Event):
    """A version of a unit or a qualification came into force; it never changes again."""

    subject: UnitVersion | QualificationVersion
    code: str
    number: int
    source: str


@dataclass(frozen=True, kw_only=True)
class StandingChanged(Event):
    """A qualification was opened or closed, or the numbers it goes by got other end dates."""

    subject: QualificationVersion
    code: str
    status: VersionStatus
    source: str


@dataclass(frozen=True, kw_only=True)
class OpenedToEveryone(Event):
    """Other programs may read a qualification without signing in."""

    subject: Qualification
    code: str


@dataclass(frozen=True, kw_only=True)
class ClosedToEveryone(Event):
    """Other programs have to sign in again to read a qualification."""

    subject: Qualification
    code: str


@dataclass(frozen=True, kw_only=True)
class SlipKept(Event):
    """A number whose check character does not fit was kept as it is, for the reason given."""

    subject: UnitVersion | QualificationVersion
    code: str
    expected: str
    reason: str
