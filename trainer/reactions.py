"""What follows from what: every reaction to an event, on one page."""

from trainer.audit.record import record
from trainer.core.events import Event, Handler, react_with

EVERY_EVENT: list[Handler] = [record]

REACTIONS: dict[type[Event], list[Handler]] = {}


def connect() -> None:
    """Put the table into force."""
    react_with(EVERY_EVENT, REACTIONS)
