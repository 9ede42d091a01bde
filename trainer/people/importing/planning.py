"""Compare a file of people with those there are, and say what taking it in would change."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from trainer.core.text import gettext as _
from trainer.people.importing.checking import check_together
from trainer.people.importing.places import Places, no_job, no_site
from trainer.people.importing.reading import Row, Sheet
from trainer.people.importing.roster import Job, Known, Roster
from trainer.people.models import ONE_DAY
from trainer.web.sheets import Problem


class Kind(StrEnum):
    """What a row does to somebody."""

    NEW = "new"
    CHANGED = "changed"
    RETURNING = "returning"
    LEAVING = "leaving"


@dataclass(frozen=True)
class Difference:
    """One thing about somebody that would be another."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """What is to become of one person; `job` is None where their job stays as it is."""

    row: int
    kind: Kind
    staff_number: str
    name: str
    known_as: str
    email: str
    job: Job | None
    starts_on: date
    leaves_on: date | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Plan:
    """Everything a file would change, or all that stands in its way."""

    sheet: Sheet
    steps: tuple[Step, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    new_sites: tuple[tuple[str, str], ...] = ()
    new_teams: tuple[tuple[str, str], ...] = ()

    def of_kind(self, kind: Kind) -> list[Step]:
        """Return the steps of one kind, in the order of the file."""
        return [step for step in self.steps if step.kind is kind]

    @property
    def fingerprint(self) -> str:
        """A name for exactly these changes, so that what was looked at is what is done."""
        told = repr((self.steps, self.new_sites, self.new_teams))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass
class Draft:
    """A plan being made."""

    roster: Roster
    places: Places
    problems: list[Problem] = field(default_factory=list)

    def note(self, row: Row, column: str, words: str) -> None:
        """Write down what stands in the way of a row."""
        self.problems.append(Problem(row.number, column, words))


def plan(sheet: Sheet, roster: Roster) -> Plan:
    """Plan what a file would change; with a problem anywhere in it, nothing may be done."""
    draft = Draft(roster, Places.of(roster))
    steps: list[Step] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        if (earlier := seen.setdefault(row.staff_number, row.number)) != row.number:
            words = _("row %(row)s has the same number.", row=earlier)
            draft.note(row, "staff_number", words)
        elif (step := _step(row, draft)) is not None:
            steps.append(step)
    together = check_together(steps, seen, roster)
    problems = {*sheet.problems, *draft.problems, *together}
    return Plan(
        sheet=sheet,
        steps=tuple(steps),
        unchanged=len(seen) - len(steps),
        problems=tuple(sorted(problems, key=lambda one: (one.row, one.column))),
        new_sites=draft.places.new_sites,
        new_teams=draft.places.new_teams,
    )


def _step(row: Row, draft: Draft) -> Step | None:
    known = draft.roster.people.get(row.staff_number)
    job = draft.places.job_of(row, known.job if known else None, draft.note)
    if known is None:
        return _newcomer(row, job, draft)
    if not known.active:
        return _returner(row, known, job, draft)
    return _changed(row, known, job, draft)


def _newcomer(row: Row, job: Job | None, draft: Draft) -> Step | None:
    if not row.name:
        draft.note(row, "name", _("someone new needs a name."))
    if not row.site:
        draft.note(row, "site", no_site())
    if not row.job_title:
        draft.note(row, "job_title", no_job())
    starts_on, leaves_on = row.starts_on or draft.roster.today, _leaves_on(row)
    if leaves_on is not None and leaves_on <= max(draft.roster.today, starts_on):
        draft.note(row, "ends_on", _("someone new can't have left already."))
    if not row.name or job is None:
        return None
    return _made(row, Kind.NEW, _blank(row), job=job, starts_on=starts_on, leaves_on=leaves_on)


def _returner(row: Row, known: Known, job: Job | None, draft: Draft) -> Step | None:
    gone = known.leaves_on or draft.roster.today
    leaves_on = _leaves_on(row)
    if leaves_on is not None and leaves_on <= gone:
        return None
    if row.starts_on is None or row.starts_on < gone:
        words = _(
            "%(name)s has left. Give the day they came back, or take this row out.",
            name=known.name,
        )
        draft.note(row, "starts_on", words)
        return None
    if job is None:
        draft.note(row, "site", _("someone who comes back needs a site and a job title."))
        return None
    return _made(row, Kind.RETURNING, known, job=job, starts_on=row.starts_on, leaves_on=leaves_on)


def _changed(row: Row, known: Known, job: Job | None, draft: Draft) -> Step | None:
    leaves_on = _leaves_on(row)
    if leaves_on == known.leaves_on:
        leaves_on = None
    new_job = job if job is not None and job != known.job else None
    starts_on = _effective(row, known, draft.roster.today)
    gone = leaves_on or known.leaves_on
    if new_job is not None and gone is not None and starts_on >= gone:
        draft.note(row, "starts_on", _("%(name)s will have left by then.", name=known.name))
    if leaves_on is not None and leaves_on > draft.roster.today and known.starts_on is None:
        draft.note(row, "ends_on", _("%(name)s has no job yet that could end.", name=known.name))
    kind = Kind.CHANGED if leaves_on is None else Kind.LEAVING
    step = _made(row, kind, known, job=new_job, starts_on=starts_on, leaves_on=leaves_on)
    return step if step.differences else None


def _effective(row: Row, known: Known, today: date) -> date:
    if known.starts_on is None:
        return row.starts_on or today
    if row.starts_on is not None and row.starts_on > known.starts_on:
        return row.starts_on
    return max(today, known.starts_on)


def _leaves_on(row: Row) -> date | None:
    return row.ends_on + ONE_DAY if row.ends_on else None


def _blank(row: Row) -> Known:
    return Known(row.staff_number, "", row.known_as or row.name.split()[0], "", active=False)


def _made(
    row: Row, kind: Kind, known: Known, *, job: Job | None, starts_on: date, leaves_on: date | None
) -> Step:
    after = {
        "name": row.name or known.name,
        "known_as": row.known_as or known.known_as,
        "email": row.email or known.email,
    }
    differences = [
        Difference(column, getattr(known, column), value)
        for column, value in after.items()
        if getattr(known, column) != value
    ]
    if job is not None:
        differences += _job_differences(known.job, job)
        differences.append(Difference("starts_on", "", starts_on.isoformat()))
    if leaves_on is not None:
        differences.append(Difference("ends_on", "", (leaves_on - ONE_DAY).isoformat()))
    return Step(
        row=row.number,
        kind=kind,
        staff_number=row.staff_number,
        job=job,
        starts_on=starts_on,
        leaves_on=leaves_on,
        differences=tuple(differences),
        **after,
    )


def _job_differences(before: Job | None, after: Job) -> list[Difference]:
    return [
        Difference(column, getattr(before, column, ""), getattr(after, column))
        for column in ("site", "team", "job_title", "manager", "hours", "contract")
        if getattr(before, column, "") != getattr(after, column)
    ]
