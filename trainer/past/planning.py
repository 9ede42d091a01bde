"""What a file of past training would add: each line held against whom and what there is. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from trainer.core.text import gettext as _
from trainer.past.reading import Line, Sheet
from trainer.training.rules import renewing
from trainer.web.sheets import Problem

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SkillFacts:
    """What is to be known of a skill to say how long it holds."""

    id: int
    name: str
    valid_months: int | None
    renewal_days: int


@dataclass(frozen=True)
class Known:
    """Whom and what there is: people by staff number, skills by code, and what is held already.

    `held` has, for a person and a skill by number, the first days and ends of what they hold.
    """

    today: date
    actor: str
    people: Mapping[str, int]
    skills: Mapping[str, SkillFacts]
    held: Mapping[tuple[int, int], Collection[tuple[date, date | None]]]


@dataclass(frozen=True, slots=True)
class New:
    """Something somebody holds that is not on record yet; `ends_on` is the first day it doesn't."""

    person_id: int
    skill_id: int
    starts_on: date
    ends_on: date | None
    says: str


@dataclass(frozen=True)
class Plan:
    """What taking the file in would do."""

    sheet: Sheet
    problems: Sequence[Problem]
    new: Sequence[New] = ()
    already: int = 0
    by_skill: Mapping[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people something would be added for."""
        return len({one.person_id for one in self.new})

    @property
    def fingerprint(self) -> str:
        """Tells two plans apart that would add different things."""
        digest = hashlib.sha256()
        for one in self.new:
            said = (one.person_id, one.skill_id, one.starts_on, one.ends_on, one.says)
            digest.update(repr(said).encode())
        return digest.hexdigest()


def plan(sheet: Sheet, known: Known) -> Plan:
    """Say what the file would add, what is on record already, and what stands in the way."""
    problems = [*sheet.problems, *_wrong(sheet.lines, known)]
    if problems:
        return Plan(sheet, sorted(problems, key=lambda one: one.row))
    by_holder: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in sheet.lines:
        by_holder[_holder(line, known)].append(line)
    new = [one for holder, lines in by_holder.items() for one in _added(holder, lines, known)]
    names = {facts.id: facts.name for facts in known.skills.values()}
    return Plan(
        sheet,
        [],
        new=new,
        already=len(sheet.lines) - len(new),
        by_skill=dict(Counter(names[one.skill_id] for one in new).most_common()),
    )


def _holder(line: Line, known: Known) -> tuple[int, int]:
    return known.people[line.staff_number.lower()], known.skills[line.skill.lower()].id


def _wrong(lines: Sequence[Line], known: Known) -> Iterator[Problem]:
    met: dict[tuple[str, str, date], int] = {}
    for line in lines:
        who, what = line.staff_number.lower(), line.skill.lower()
        if who not in known.people:
            words = _("nobody has the staff number %(number)s.", number=line.staff_number)
            yield Problem(line.row, "staff_number", words)
        elif who == known.actor.lower():
            words = _("this is yourself. Somebody else records what you hold.")
            yield Problem(line.row, "staff_number", words)
        if what not in known.skills:
            words = _(
                "there is no skill %(code)s on your list. Put it there first.", code=line.skill
            )
            yield Problem(line.row, "skill", words)
        if line.on > known.today:
            yield Problem(line.row, "date", _("this day is still to come."))
        first = met.setdefault((who, what, line.on), line.row)
        if first != line.row:
            yield Problem(line.row, "", _("this says what row %(row)s says.", row=first))


def _added(holder: tuple[int, int], lines: Sequence[Line], known: Known) -> Iterator[New]:
    """Add what is not held from that day on yet, the earliest first: a renewal counts from an end."""
    held = {starts_on: ends_on for starts_on, ends_on in known.held.get(holder, ())}
    facts = known.skills[lines[0].skill.lower()]
    for line in sorted(lines, key=lambda one: one.on):
        if line.on in held:
            continue
        ends = [end for start, end in held.items() if end is not None and start <= line.on]
        ends_on = (
            line.last_day + ONE_DAY
            if line.last_day
            else renewing.ends_on(
                line.on,
                facts.valid_months,
                former_end=max(ends, default=None),
                renewal_days=facts.renewal_days,
            )
        )
        held[line.on] = ends_on
        yield New(*holder, line.on, ends_on, line.details)
