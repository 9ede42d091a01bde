"""What happens to exports of what is held about somebody."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.privacy.models import DataExport


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Event):
    """Somebody asked for everything held about themselves, or about somebody on record."""

    subject: DataExport
    person: User


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """An export is ready to be saved."""

    subject: DataExport
    size: int


@dataclass(frozen=True, kw_only=True)
class ExportSaved(Event):
    """Somebody took an export away."""

    subject: DataExport


@dataclass(frozen=True, kw_only=True)
class ExportGone(Event):
    """The days of an export are over: its file goes."""

    subject: DataExport


@dataclass(frozen=True, kw_only=True)
class ExportWritten(Event):
    """Everything held about somebody was written into a file at the command line."""

    subject: User
