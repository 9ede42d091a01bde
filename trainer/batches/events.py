"""What happens to batches; each certificate that comes of one has events of its own."""

from dataclasses import dataclass
from datetime import datetime

from trainer.batches.models import Batch, BatchFile
from trainer.core.events import Event, LedgerEvent
from trainer.registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class BatchSigned(LedgerEvent):
    """Somebody signed for the certificates of these registrations; the worker issues them."""

    subject: Batch
    registrations: list[Registration]
    reauthenticated_at: datetime


@dataclass(frozen=True, kw_only=True)
class BatchPaused(Event):
    """Issuing rests until somebody lets it go on."""

    subject: Batch


@dataclass(frozen=True, kw_only=True)
class BatchResumed(Event):
    """Issuing goes on with what was not issued yet."""

    subject: Batch


@dataclass(frozen=True, kw_only=True)
class BatchCancelled(Event):
    """What was not issued yet is not issued; what was stays in force."""

    subject: Batch
    cancelled: int


@dataclass(frozen=True, kw_only=True)
class BatchTriedAgain(Event):
    """What was refused, or could not be printed, is tried once more."""

    subject: Batch
    lines: int
    papers: int


@dataclass(frozen=True, kw_only=True)
class BatchIssued(Event):
    """Each was tried: so many certificates are in force by now, and so many were refused."""

    subject: Batch
    issued: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class BatchFileOrdered(Event):
    """Somebody asked for the certificates of a batch as one file."""

    subject: BatchFile
    batch: Batch


@dataclass(frozen=True, kw_only=True)
class BatchFileMade(Event):
    """The file is there to be saved."""

    subject: BatchFile
    batch: Batch
    size: int


@dataclass(frozen=True, kw_only=True)
class BatchFileSaved(Event):
    """Somebody saved the certificates of a batch as one file."""

    subject: BatchFile
