"""What follows for courses from what happens to people."""

from trainer.courses.actions.booking import give_up_from
from trainer.people.events import LeavingPlanned, Left


def give_up_with_leaver(event: Left | LeavingPlanned) -> None:
    """Give the places of whoever leaves to those who wait, from the day they are gone."""
    give_up_from(event.subject, actor=event.actor, day=event.on)
