"""Which need is the most urgent, from who is in want of what since when: no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from trainer.currency.rules import Currency
from trainer.skills.queries.people import Someone
from trainer.training.rules.standing import SkillState


class Why(StrEnum):
    """Why somebody needs it, the most urgent first."""

    LAPSED = "lapsed"
    MISSING = "missing"
    ENDING = "ending"
    ASKED = "asked"
    TO_GET = "to_get"


ORDER = {why: place for place, why in enumerate(Why)}

FROM_STATE = {
    SkillState.LAPSED: Why.LAPSED,
    SkillState.MISSING: Why.MISSING,
    SkillState.GRACE: Why.ENDING,
    SkillState.DUE: Why.ENDING,
    SkillState.NOT_YET: Why.TO_GET,
}

FROM_CURRENCY = {Currency.LAPSED: Why.LAPSED, Currency.SOON: Why.ENDING}


class Wanting(NamedTuple):
    """Somebody who needs something: why, the day it turns on, and whether a place is booked.

    `need` is the id of what was noted, if that is why.
    """

    person: Someone
    why: Why
    day: date | None
    is_booked: bool = False
    need: int | None = None


@dataclass(frozen=True)
class Line:
    """Something people need: `what` names it in an address, `counting` are the skills that meet it."""

    what: str
    name: str
    wanting: Sequence[Wanting]
    skill_id: int | None = None
    counting: Sequence[int] = ()

    @property
    def is_assessed(self) -> bool:
        """Whether it is a unit, which is assessed and which no course gives."""
        return self.what.startswith("unit-")

    @property
    def people(self) -> int:
        """How many need it."""
        return len(self.wanting)

    def count(self, why: Why) -> int:
        """Say how many need it for this reason."""
        return sum(one.why is why for one in self.wanting)

    @property
    def booked(self) -> int:
        """How many of them have or await a place in a session that gives it."""
        return sum(one.is_booked for one in self.wanting)

    @property
    def first_on(self) -> date | None:
        """The nearest day on which it ends or is due for somebody who has no place yet."""
        days = [one.day for one in self.wanting if one.day and not one.is_booked]
        return min(days, default=None)


def overdue(one: Wanting, today: date) -> bool:
    """Say whether somebody ought to have it by now."""
    if one.why in {Why.LAPSED, Why.MISSING}:
        return True
    return one.why is Why.ASKED and one.day is not None and one.day < today


def ranked(lines: Sequence[Line], today: date) -> list[Line]:
    """Put the most urgent first, by who has no place yet.

    First by how many are overdue, then by how many have to renew or were promised it, then by the
    nearest day, then by how many people, then by name.
    """
    return sorted(lines, key=lambda line: _place(line, today))


def by_urgency(wanting: Sequence[Wanting]) -> list[Wanting]:
    """Put the people who need something in order: no place yet, why, the nearest day, their name."""
    return sorted(
        wanting,
        key=lambda one: (
            one.is_booked, ORDER[one.why], one.day or date.max, one.person.name.casefold(), one.person.id
        ),
    )  # fmt: skip


def _place(line: Line, today: date) -> tuple[int, int, date, int, str, str]:
    unbooked = [one for one in line.wanting if not one.is_booked]
    late = sum(overdue(one, today) for one in unbooked)
    soon = sum(one.why in {Why.ENDING, Why.ASKED} and not overdue(one, today) for one in unbooked)
    return -late, -soon, line.first_on or date.max, -line.people, line.name.casefold(), line.what
