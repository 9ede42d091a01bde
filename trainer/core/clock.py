"""The one place that tells the time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Tell the present instant, in UTC."""
    return datetime.now(UTC)


def today(zone: str = "Europe/London") -> date:
    """Tell the date where the organisation is, which date rules (expiry, due) go by."""
    return now().astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str = "Europe/London") -> datetime:
    """Tell the instant at which a day is over where the organisation is."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)
