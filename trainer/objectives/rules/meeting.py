"""When a one-to-one begins and ends in a calendar."""

from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

USUAL = timedelta(minutes=45)
"""How long calendars keep free for a talk of two that has a time."""


class Planned(Protocol):
    """What has a day, and perhaps a time by the organisation's clock."""

    planned_on: date
    planned_at: time | None


def times_of(talk: Planned, zone: str) -> tuple[date, date]:
    """Return when it begins and ends: instants where it has a time, else that day and the next."""
    if talk.planned_at is None:
        return talk.planned_on, talk.planned_on + timedelta(days=1)
    begins = datetime.combine(talk.planned_on, talk.planned_at, ZoneInfo(zone))
    return begins, begins + USUAL
