"""What a role may ask of somebody, as data, and what is known that may answer it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing is asked for."""

    UNIT = "unit"
    QUALIFICATION = "qualification"
    SKILL = "skill"
    ROLE_MONTHS = "months in role"
    MONTHS = "months here"
    APPRAISAL = "appraisal"
    BEHAVIOUR = "behaviour"
    OBJECTIVES = "objectives"
    MEMBERSHIP = "membership"
    ELSEWHERE = "elsewhere"
    REGISTER = "register"
    SHIFTS = "shifts"
    CONFIRMED = "confirmed"


ADDED_UP = frozenset({Kind.SHIFTS, Kind.OBJECTIVES})
"""Kinds of which several records count together; of all others the best one counts."""

TIME = frozenset({Kind.ROLE_MONTHS, Kind.MONTHS})
"""Kinds that come with time, whatever somebody does."""

RATED = frozenset({Kind.APPRAISAL, Kind.BEHAVIOUR})
"""Kinds that are read off a signed appraisal: at least the level asked for, or not."""

BY_HAND = frozenset({Kind.SHIFTS, Kind.CONFIRMED})
"""Kinds that a colleague confirms, with their name."""

APPRAISAL_OUTCOME = "outcome"
"""What an appraisal is asked about: the year as a whole."""

OBJECTIVES_MET = "met"
"""What objectives are asked about."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for: at least so much of it, and what it is called.

    `about` is the code of the unit, skill, body or role; of what is confirmed it is a name the map gives.
    """

    kind: Kind
    about: str
    least: int
    words: str

    @property
    def key(self) -> "Key":
        """What answers it."""
        return self.kind, self.about


@dataclass(frozen=True, slots=True)
class Some:
    """At least so many of these: with one it is any of them, with all it is every one."""

    least: int
    parts: tuple["Requirement", ...]
    words: str


Requirement = Ask | Some
Key = tuple[Kind, str]
"""A kind of thing, and which."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something on record about somebody, which counts from one day until another.

    `ends_on` is the first day on which it counts no more. With `under_way` it says that somebody is
    at it, and counts for nothing yet. `by` is who decided, `page` the record to open, where the
    reader may open it.
    """

    amount: int
    starts_on: date
    ends_on: date | None
    says: str
    by: str = ""
    under_way: bool = False
    page: tuple[Kind, int] | None = None

    def holds(self, day: date) -> bool:
        """Say whether it counts on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


Facts = Mapping[Key, Sequence[Fact]]
"""What is known of one person, by what it may answer."""


def asks_in(requirement: Requirement) -> Iterator[Ask]:
    """Name each single thing that a requirement asks for, in its order."""
    if isinstance(requirement, Ask):
        yield requirement
        return
    for part in requirement.parts:
        yield from asks_in(part)
