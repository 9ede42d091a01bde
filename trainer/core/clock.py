"""The one place that tells the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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
