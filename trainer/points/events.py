"""What happens to an action point."""

from dataclasses import dataclass
from datetime import date

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.points.models import ActionPoint


@dataclass(frozen=True, kw_only=True)
class PointRaised(Event):
    """Somebody asked for something to be done, by somebody and by a day."""

    subject: ActionPoint
    about_kind: str
    about_id: int
    owner: User
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PointAnswered(Event):
    """Its owner said what was done."""

    subject: ActionPoint


@dataclass(frozen=True, kw_only=True)
class PointClosed(Event):
    """Somebody other than its owner found it done."""

    subject: ActionPoint


@dataclass(frozen=True, kw_only=True)
class PointReopened(Event):
    """It was not done after all, and is to be by another day."""

    subject: ActionPoint
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PointFellDue(Event):
    """Its day passed without an answer."""

    subject: ActionPoint
