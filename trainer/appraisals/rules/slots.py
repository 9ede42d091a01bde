"""When managers meet their people: one after another, on working days, so many a day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINS = 10
"""The hour of the first meeting of a day, by the organisation's clock."""

A_DAY = 3
"""More than so many talks of this kind in a day do nobody justice."""

PAUSE = timedelta(minutes=30)
SATURDAY = 5


def slots(first_day: date, minutes: int, zone: ZoneInfo) -> Iterator[datetime]:
    """Give the beginnings of one manager's meetings, for ever."""
    day = first_day
    while True:
        if day.weekday() < SATURDAY:
            begins = datetime.combine(day, time(BEGINS), zone)
            for place in range(A_DAY):
                yield begins + place * (timedelta(minutes=minutes) + PAUSE)
        day += timedelta(days=1)
