"""The one place that tells the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Tell the present instant, in UTC."""
    return datetime.now(UTC)


def today(zone: str = "Europe/London") -> date:
    """Tell the date where the organisation is, which date rules (expiry, due) go by."""
    return now().astimezone(ZoneInfo(zone)).date()
