"""Times with a first day and a first day after; one that begins and ends on a day holds never."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """From one day until the day before another; None is with no end in sight."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether the day is in it."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


def since(spans: Iterable[Span], day: date) -> date | None:
    """Tell from which day on they hold without a gap up to this day; None if none holds then."""
    spans = list(spans)
    first = min((one.starts_on for one in spans if one.holds(day)), default=None)
    while first is not None:
        earlier = [
            one.starts_on
            for one in spans
            if one.starts_on < first and (one.ends_on is None or one.ends_on >= first)
        ]
        if not earlier:
            return first
        first = min(earlier)
    return None


def until(spans: Iterable[Span], day: date) -> date | None:
    """Tell the first day after this one on which none holds any more; None if none holds now.

    Each must have an end.
    """
    spans = [one for one in spans if one.ends_on is not None and one.starts_on < one.ends_on]
    after = day
    while further := [one.ends_on for one in spans if one.holds(after) and one.ends_on]:
        after = max(further)
    return after if after > day else None
