"""The one place that tells the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONTHS = 12

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)
_covered: ContextVar[bool] = ContextVar("covered", default=False)


def now() -> datetime:
    """Tell the present instant, in UTC."""
    if _covered.get():
        raise RuntimeError("What is kept for later must be given the time, not ask for it.")
    return _moved.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be this moment within the block: only the builder of the demonstration may."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)


@contextmanager
def covered() -> Iterator[None]:
    """Refuse to tell the time within the block, where what is made outlives the moment."""
    token = _covered.set(True)
    try:
        yield
    finally:
        _covered.reset(token)


def today(zone: str = "Europe/London") -> date:
    """Tell the date where the organisation is, which date rules (expiry, due) go by."""
    return now().astimezone(ZoneInfo(zone)).date()


def day_of(moment: datetime, zone: str = "Europe/London") -> date:
    """Tell which day it was where the organisation is, at an instant."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str = "Europe/London") -> datetime:
    """Tell the instant at which a day is over where the organisation is."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """Count calendar months on, or back; the 31st becomes the first of the month after a short one."""
    index = day.month - 1 + months
    first = date(day.year + index // MONTHS, index % MONTHS + 1, 1)
    try:
        return first.replace(day=day.day)
    except ValueError:
        return first.replace(
            year=first.year + first.month // MONTHS, month=first.month % MONTHS + 1
        )
