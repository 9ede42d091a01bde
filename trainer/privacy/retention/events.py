"""What happens to the schedule, and what was removed by it: counts, no names."""

from dataclasses import dataclass
from datetime import datetime

from trainer.core.events import LedgerEvent, Sealed
from trainer.privacy.retention.models import RetentionStart, RetentionTime
from trainer.privacy.retention.schedule import Kept


@dataclass(frozen=True, kw_only=True)
class RetentionTimeSet(LedgerEvent):
    """A kind of record is kept for another time from now on."""

    subject: RetentionTime
    kind: Kept
    days: int
    reason: Sealed
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class RetentionBegun(LedgerEvent):
    """What is due of a kind goes from now on, as somebody confirmed who saw how much it is."""

    subject: RetentionStart
    kind: Kept
    due_then: int
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordsRemoved(LedgerEvent):
    """Rows whose time was over were removed, so many in one go."""

    subject: RetentionStart
    kind: Kept
    days: int
    rows: int
