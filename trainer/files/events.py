"""What happens to files beyond their part in evidence."""

from dataclasses import dataclass
from datetime import date

from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.files.models import Hold, HoldReview, OriginalOpening, Part, Rule
from trainer.logs.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class OriginalAskedFor(Event):
    """A quality assurer gave a reason to open the original of a covered photo."""

    subject: OriginalOpening
    file: StoredFile


@dataclass(frozen=True, kw_only=True)
class FileRemoved(LedgerEvent):
    """Bytes of a file were removed because their time was over."""

    subject: StoredFile
    part: Part
    rule: Rule
    due_on: date
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(LedgerEvent):
    """Nothing of somebody's files is removed from now on."""

    subject: Hold
    reason: Sealed
    review_on: date


@dataclass(frozen=True, kw_only=True)
class HoldKept(LedgerEvent):
    """Somebody looked at a hold again, and it is still needed."""

    subject: HoldReview
    hold: Hold
    reason: Sealed
    review_on: date


@dataclass(frozen=True, kw_only=True)
class HoldLifted(LedgerEvent):
    """A hold is over; what is due is removed again."""

    subject: Hold


@dataclass(frozen=True, kw_only=True)
class VirusFound(Event):
    """A scanner found a virus in a file, which was removed at once."""

    subject: StoredFile
    virus: str
