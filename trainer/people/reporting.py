"""Who reports to whom over time: find a loop before it is made."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)

LONGEST_LINE = 50
"""More people than this one above another are taken for a mistake."""


@dataclass(frozen=True)
class Line(Generic[Person]):
    """Someone reports to a manager from one day until, and without, another."""

    person: Person
    manager: Person
    starts_on: date
    ends_on: date | None = None

    def shared_with(self, other: "Line[Person]") -> tuple[date, date | None] | None:
        """Return the days on which both lines hold, or None if there is no such day."""
        starts_on = max(self.starts_on, other.starts_on)
        ends = [day for day in (self.ends_on, other.ends_on) if day is not None]
        ends_on = min(ends, default=None)
        return (starts_on, ends_on) if ends_on is None or starts_on < ends_on else None


def makes_loop(line: Line[Person], lines_of: Callable[[Person], Iterable[Line[Person]]]) -> bool:
    """Say whether this line would, on any day, make someone their own manager's manager.

    `lines_of` gives the lines a person reports along, at any time. A line that goes on upwards
    for more than `LONGEST_LINE` people counts as a loop. Walks upwards only.
    """
    above = [line]
    for _height in range(LONGEST_LINE):
        if any(one.manager == line.person for one in above):
            return True
        above = [
            Line(line.person, higher.manager, *shared)
            for one in above
            for higher in lines_of(one.manager)
            if (shared := one.shared_with(higher)) is not None
        ]
        if not above:
            return False
    return True
