"""What follows from what: every reaction to an event, on one page."""

from trainer.assessments.actions import submitting
from trainer.audit.record import record
from trainer.core.events import Event, Handler, react_with
from trainer.logs import events as logs

EVERY_EVENT: list[Handler] = [record]

REACTIONS: dict[type[Event], list[Handler]] = {
    logs.Withdrawn: [submitting.take_back],
}


def connect() -> None:
    """Put the table into force."""
    react_with(EVERY_EVENT, REACTIONS)
