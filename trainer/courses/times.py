"""When a session is, by the clock where it is held: pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _

LONGEST = timedelta(days=60)


def moment_of(day: date, at: time, zone: str, field: str) -> datetime:
    """Tell the instant of a time of day, or refuse one that the night of a clock change spoils.

    When the clocks go forward an hour never comes; when they go back, one comes twice.
    """
    first = datetime.combine(day, at, ZoneInfo(zone))
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        words = _("The clocks change in that hour. Choose a time outside it.")
        raise Unacceptable(words, field)
    return first.astimezone(UTC)


def span(
    starts_on: date, starts: time, ends_on: date | None, ends: time, zone: str
) -> tuple[datetime, datetime]:
    """Tell from when to when a session is; without a last day it ends on its first."""
    begins = moment_of(starts_on, starts, zone, "starts")
    ends_at = moment_of(ends_on or starts_on, ends, zone, "ends")
    if ends_at <= begins:
        raise Unacceptable(_("It ends before it begins."), "ends")
    if ends_at - begins > LONGEST:
        raise Unacceptable(_("That is more than 60 days. Plan several sessions."), "ends_on")
    return begins, ends_at


def local(moment: datetime, zone: str) -> datetime:
    """Tell what the clock there says at an instant."""
    return moment.astimezone(ZoneInfo(zone))
