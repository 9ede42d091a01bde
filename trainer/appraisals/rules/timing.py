"""Which objectives a round asks about: those due in the time it looks back on, or at work in it."""

from dataclasses import dataclass
from datetime import date

DECEMBER, LAST = 12, 31


@dataclass(frozen=True, slots=True)
class Period:
    """The time a round looks back on, from its first day to its last."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def is_asked(year: int, due_on: date | None, period: Period, *, half_way: bool) -> bool:
    """Say whether a round asks about an objective of this year that is due on this day.

    A yearly round asks about what was due in its time, so that each objective comes up in one of
    them. A round `half_way` (mid-year, probation) asks about all that was at work in its time,
    due or not. What has no day of its own is due when its year ends.
    """
    due = due_on or date(year, DECEMBER, LAST)
    if half_way:
        begins = min(date(year, 1, 1), due)
        return begins <= period.last and due >= period.first
    return period.holds(due)
