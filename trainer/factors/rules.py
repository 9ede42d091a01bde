"""Until when somebody has to set up a second step; knows no database."""

from collections.abc import Iterable
from datetime import date, timedelta


def due_on(
    starts_on: date | None, grace_days: int | None, held_since: Iterable[date]
) -> date | None:
    """Name the first day on which somebody needs a second step; None if nothing asks for one.

    The days of grace run from the day of the rule or of their first privileged role, whichever is
    later, so that a new administrator has as many as those before.
    """
    since = min(held_since, default=None)
    if starts_on is None or grace_days is None or since is None:
        return None
    return max(starts_on, since) + timedelta(days=grace_days)
