"""What happens to work that waits to be delivered."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.notifications.models import OutboxItem


@dataclass(frozen=True, kw_only=True)
class WorkTriedAgain(Event):
    """Work that could not be done is to be tried again from the beginning."""

    subject: OutboxItem
