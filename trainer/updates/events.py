"""What happens to an update."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.updates.models import Update, UpdateReading, UpdateVersion


@dataclass(frozen=True, kw_only=True)
class UpdateWritten(Event):
    """Somebody began an update, or its next version."""

    subject: Update
    number: int


@dataclass(frozen=True, kw_only=True)
class UpdatePublished(Event):
    """A version is there to be read, by everybody it is for."""

    subject: Update
    version: UpdateVersion


@dataclass(frozen=True, kw_only=True)
class UpdateWithdrawn(Event):
    """Nobody is asked to read it any more."""

    subject: Update


@dataclass(frozen=True, kw_only=True)
class UpdateRead(Event):
    """Somebody confirmed that they have read and understood a version."""

    subject: UpdateReading
    version: UpdateVersion
