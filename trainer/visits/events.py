"""What happens to visits: arranged, changed, let in by, read under, and ended."""

from dataclasses import dataclass
from datetime import date

from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.logs.models import StoredFile
from trainer.points.models import ActionPoint
from trainer.registrations.models import Registration
from trainer.visits.models import (
    EqaAction,
    Page,
    Visit,
    VisitDevice,
    VisitKind,
    VisitPack,
    VisitReport,
)


@dataclass(frozen=True, kw_only=True)
class VisitArranged(LedgerEvent):
    """Somebody outside the centre is to read records here, between these days."""

    subject: Visit
    kind: VisitKind
    eqa: Sealed
    email: Sealed
    starts_on: date
    ends_on: date
    qualifications: list[int]
    sites: list[int]


@dataclass(frozen=True, kw_only=True)
class VisitChanged(LedgerEvent):
    """A visit that has not begun was arranged otherwise."""

    subject: Visit
    kind: VisitKind
    eqa: Sealed
    email: Sealed
    starts_on: date
    ends_on: date
    qualifications: list[int]
    sites: list[int]


@dataclass(frozen=True, kw_only=True)
class PortfoliosChosen(LedgerEvent):
    """Portfolios were opened to a visit, or taken out again."""

    subject: Visit
    added: list[Registration]
    removed: list[Registration]


@dataclass(frozen=True, kw_only=True)
class VisitLinkRenewed(Event):
    """The visitor was sent another link; the one before leads nowhere."""

    subject: Visit


@dataclass(frozen=True, kw_only=True)
class VisitCodeMade(Event):
    """The centre made a code to be passed on; the one before opens nothing any more."""

    subject: Visit
    number: int


@dataclass(frozen=True, kw_only=True)
class WrongCodeGiven(Event):
    """Somebody with the link gave a code that was wrong; the last of them locked it."""

    subject: Visit
    locked: bool


@dataclass(frozen=True, kw_only=True)
class LetIn(Event):
    """Somebody gave the right code in a browser."""

    subject: VisitDevice
    visit: Visit
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class VisitRead(Event):
    """An external quality assurer opened a page or a file."""

    subject: Visit
    device: VisitDevice
    page: Page
    registration: Registration | None = None
    file: StoredFile | None = None


@dataclass(frozen=True, kw_only=True)
class EqaActionAsked(Event):
    """An external quality assurer wrote what the centre is to do."""

    subject: EqaAction
    visit: Visit


@dataclass(frozen=True, kw_only=True)
class EqaActionTakenUp(Event):
    """What a visitor asked for has an owner and a day now."""

    subject: EqaAction
    point: ActionPoint


@dataclass(frozen=True, kw_only=True)
class VisitReported(LedgerEvent):
    """What came of a visit was recorded, with the hash of the report where there is a file."""

    subject: VisitReport
    visit: Visit
    outcome: Sealed
    next_on: date | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class VisitPackAsked(Event):
    """Somebody had the pack of a visit made."""

    subject: VisitPack
    visit: Visit


@dataclass(frozen=True, kw_only=True)
class OpeningsExported(Event):
    """Somebody of the centre took away the list of what was opened."""

    subject: Visit


@dataclass(frozen=True, kw_only=True)
class VisitEnded(LedgerEvent):
    """A visit was ended before its last day: by the centre, or by the visitor (no actor)."""

    subject: Visit
