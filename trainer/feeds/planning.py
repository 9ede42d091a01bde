"""Plan what a file of work products would bring, without bringing it: pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from trainer.core.text import gettext as _
from trainer.feeds.models import ProductKind
from trainer.feeds.reading import Row, Sheet
from trainer.web.sheets import Problem


class Person(NamedTuple):
    """Somebody work products may be brought in for."""

    id: int
    name: str


Known = tuple[str, date, str, str]
"""Whose a work product is, its day, score and words, as it was brought in before."""


@dataclass(frozen=True)
class Plan:
    """What would be brought in, what is there already, and what stands in the way."""

    sheet: Sheet
    new: tuple[tuple[Row, Person], ...]
    known: int
    problems: tuple[Problem, ...]

    @property
    def fingerprint(self) -> str:
        """Name what was looked at, so that nothing else is confirmed."""
        told = repr([(row, person) for row, person in self.new])
        return hashlib.sha256(told.encode()).hexdigest()


def plan(
    sheet: Sheet,
    people: Mapping[str, Person],
    known: Mapping[tuple[ProductKind, str], Known],
    today: date,
) -> Plan:
    """Compare a file with whom it may speak of and with what came in before.

    The same reference with the same content is there already; with another it is a mistake.
    """
    new, problems, repeated = [], list(sheet.problems), 0
    for row in sheet.rows:
        before = known.get((row.kind, row.reference))
        if before == (row.staff_number, row.happened_on, row.score, row.words):
            repeated += 1
            continue
        wrong = list(_wrong(row, people, before is not None, today))
        problems += wrong
        if not wrong:
            new.append((row, people[row.staff_number]))
    return Plan(sheet, tuple(new), repeated, tuple(sorted(problems, key=lambda one: one.row)))


def _wrong(
    row: Row, people: Mapping[str, Person], is_taken: bool, today: date
) -> Iterable[Problem]:
    if is_taken:
        words = _("this reference came in before, with something else in its row.")
        yield Problem(row.number, "reference", words)
    if row.staff_number not in people:
        words = _("you bring in nothing for “%(number)s”.", number=row.staff_number)
        yield Problem(row.number, "staff_number", words)
    if row.happened_on > today:
        yield Problem(row.number, "date", _("this day has not come yet."))
