"""What happens to what people need to learn."""

from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.events import Event
from trainer.needs.models import Need


@dataclass(frozen=True, kw_only=True)
class NeedNoted(Event):
    """It was noted that somebody is to learn something."""

    subject: Need
    person: User


@dataclass(frozen=True, kw_only=True)
class NeedMet(Event):
    """Somebody has learnt what they needed to."""

    subject: Need
    person: User


@dataclass(frozen=True, kw_only=True)
class NeedClosed(Event):
    """A need was closed without being met, and why."""

    subject: Need
    person: User
    reason: str
