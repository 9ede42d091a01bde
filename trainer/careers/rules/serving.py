"""How long somebody has been in a role: spells of work, put together and counted in whole months."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.careers.rules.asking import Fact, Facts, Key, Kind
from trainer.core.text import ngettext

ANYWHERE = "here"
"""What months anywhere in the organisation are about."""


@dataclass(frozen=True, slots=True)
class Spell:
    """Somebody had a role for a time; `ends_on` is the first day on which they had it no more."""

    role: str
    starts_on: date
    ends_on: date | None


def with_months(facts: Facts, spells: Iterable[Spell], day: date) -> Facts:
    """Add how many months somebody served in each role, and anywhere, by a day.

    Breaks do not count against anybody: several spells count as if they had followed one another.
    """
    by_role: dict[Key, list[Spell]] = {}
    for spell in spells:
        if spell.starts_on <= day:
            by_role.setdefault((Kind.MONTHS, ANYWHERE), []).append(spell)
            by_role.setdefault((Kind.ROLE_MONTHS, spell.role), []).append(spell)
    return _joined(facts, {key: [_fact(some, day)] for key, some in by_role.items()})


def _joined(facts: Facts, more: Mapping[Key, Sequence[Fact]]) -> Facts:
    return {**facts, **more}


def _fact(spells: Sequence[Spell], day: date) -> Fact:
    months = whole_months(day - timedelta(days=days_served(spells, day)), day)
    first = min(spell.starts_on for spell in spells)
    return Fact(months, first, None, ngettext("%(num)d month", "%(num)d months", months))


def days_served(spells: Iterable[Spell], day: date) -> int:
    """Count the days before a day on which one of the spells held; days in two of them count once."""
    served, reached = 0, date.min
    for spell in sorted(spells, key=lambda one: one.starts_on):
        start, end = max(spell.starts_on, reached), min(spell.ends_on or day, day)
        if start < end:
            served += (end - start).days
            reached = end
    return served


def whole_months(start: date, end: date) -> int:
    """Count the whole months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    ended_early = end.day < start.day and (end + timedelta(days=1)).month == end.month
    return max(months - ended_early, 0)
