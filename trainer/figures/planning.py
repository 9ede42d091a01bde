"""What a file of figures would add, and what it would put in the place of what is there. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.core.text import gettext as _
from trainer.figures.models import THOUSAND
from trainer.figures.reading import Line, Sheet
from trainer.web.sheets import Problem

Place = tuple[int, int, date]
"""A person and a measure by their numbers, and the first day of a month."""


@dataclass(frozen=True)
class MeasureFacts:
    """What is to be known of a measure to take a figure for it."""

    id: int
    name: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Held:
    """A figure in force: its number, and what it says in thousandths."""

    id: int
    thousandths: int


@dataclass(frozen=True)
class Known:
    """Whom and what there is: people by staff number, measures by code, and the figures in force."""

    today: date
    actor: str
    people: Mapping[str, int]
    measures: Mapping[str, MeasureFacts]
    held: Mapping[Place, Held]


@dataclass(frozen=True, slots=True)
class New:
    """A figure to record, in thousandths; `former` is the number of the one it replaces, if any."""

    place: Place
    thousandths: int
    former: int | None


@dataclass(frozen=True)
class Plan:
    """What taking the file in would do."""

    sheet: Sheet
    problems: Sequence[Problem]
    new: Sequence[New] = ()

    @property
    def added(self) -> int:
        """How many figures there were none for."""
        return sum(one.former is None for one in self.new)

    @property
    def replaced(self) -> int:
        """How many figures would take the place of others."""
        return len(self.new) - self.added

    @property
    def already(self) -> int:
        """How many figures are there already as the file says them."""
        return len(self.sheet.lines) - len(self.new)

    @property
    def people(self) -> int:
        """How many people something would change for."""
        return len({one.place[0] for one in self.new})

    @property
    def months(self) -> list[date]:
        """The months something would change for, the earliest first."""
        return sorted({one.place[2] for one in self.new})

    @property
    def fingerprint(self) -> str:
        """Tells two plans apart that would record different things."""
        digest = hashlib.sha256()
        for one in self.new:
            digest.update(repr((one.place, one.thousandths, one.former)).encode())
        return digest.hexdigest()


def plan(sheet: Sheet, known: Known) -> Plan:
    """Say what the file would add or replace, what is there already, and what stands in the way."""
    problems = [*sheet.problems, *_wrong(sheet.lines, known)]
    if problems:
        return Plan(sheet, sorted(problems, key=lambda one: one.row))
    new = []
    for line in sheet.lines:
        place, thousandths = _place(line, known), int(line.value * THOUSAND)
        held = known.held.get(place)
        if held is None or held.thousandths != thousandths:
            new.append(New(place, thousandths, held.id if held else None))
    return Plan(sheet, [], new)


def _place(line: Line, known: Known) -> Place:
    person = known.people[line.staff_number.lower()]
    return person, known.measures[line.measure.lower()].id, line.month


def _wrong(lines: Sequence[Line], known: Known) -> Iterator[Problem]:
    met: dict[tuple[str, str, date], int] = {}
    for line in lines:
        who, what = line.staff_number.lower(), line.measure.lower()
        if who not in known.people:
            words = _("nobody has the staff number %(number)s.", number=line.staff_number)
            yield Problem(line.row, "staff_number", words)
        elif who == known.actor.lower():
            words = _("this is yourself. Somebody else brings in your figures.")
            yield Problem(line.row, "staff_number", words)
        facts = known.measures.get(what)
        if facts is None:
            words = _("there is no measure %(code)s. Add it first.", code=line.measure)
            yield Problem(line.row, "measure", words)
        elif -int(line.value.normalize().as_tuple().exponent) > facts.decimals:
            words = _(
                "“%(measure)s” has %(most)s decimals at most.",
                measure=facts.name,
                most=facts.decimals,
            )
            yield Problem(line.row, "value", words)
        if line.month > known.today:
            yield Problem(line.row, "month", _("this month is still to come."))
        first = met.setdefault((who, what, line.month), line.row)
        if first != line.row:
            words = _("row %(row)s says the same month of the same person.", row=first)
            yield Problem(line.row, "", words)
