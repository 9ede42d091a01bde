"""The one place that tells the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """Tell the present instant, in UTC."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be this moment within the block: only the builder of the demonstration may."""
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)


def today(zone: str = "Europe/London") -> date:
    """Tell the date where the organisation is, which date rules (expiry, due) go by."""
    return now().astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str = "Europe/London") -> datetime:
    """Tell the instant at which a day is over where the organisation is."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)
