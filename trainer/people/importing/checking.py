"""What can only be checked of a whole file: managers, lines, addresses, and who is left."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from trainer.core.text import gettext as _
from trainer.people.importing.roster import Roster
from trainer.people.reporting import Line, makes_loop
from trainer.web.sheets import Problem

if TYPE_CHECKING:
    from trainer.people.importing.planning import Step

FEWEST_ADMINISTRATORS = 2
MOST_NAMED = 5


def check_together(steps: Sequence["Step"], named: Container[str], roster: Roster) -> list[Problem]:
    """Return what stands in the way once all the rows are looked at together.

    `named` holds every staff number of the file, those of broken rows too.
    """
    lines = _lines_after(steps, roster)
    return [
        *_guarded(steps, roster),
        *_addresses(steps, roster),
        *_managers(steps, named, roster),
        *_loops(steps, lines),
        *_left_alone(steps, lines),
        *_administrators(steps, roster),
    ]


def _guarded(steps: Iterable["Step"], roster: Roster) -> Iterable[Problem]:
    for step in steps:
        if step.staff_number in roster.guarded:
            words = _(
                "%(name)s is a system administrator, so another system administrator changes this.",
                name=step.name,
            )
            yield Problem(step.row, step.differences[0].column, words)
        if step.leaves_on is not None and step.staff_number == roster.mine:
            yield Problem(step.row, "ends_on", _("ask a colleague to record your own leaving."))


def _addresses(steps: Iterable["Step"], roster: Roster) -> Iterable[Problem]:
    changed = {step.staff_number for step in steps}
    holders = {
        one.email: one.name
        for number, one in roster.people.items()
        if one.email and number not in changed
    }
    rows: dict[str, int] = {}
    for step in steps:
        if not step.email:
            continue
        if step.email in holders:
            words = _("this address belongs to %(name)s.", name=holders[step.email])
            yield Problem(step.row, "email", words)
        elif step.email in rows:
            words = _("row %(row)s has the same address.", row=rows[step.email])
            yield Problem(step.row, "email", words)
        rows.setdefault(step.email, step.row)


def _managers(steps: Iterable["Step"], named: Container[str], roster: Roster) -> Iterable[Problem]:
    leaving = {step.staff_number for step in steps if step.leaves_on is not None}
    arriving = {step.staff_number for step in steps if step.kind in {"new", "returning"}}
    for step in steps:
        if step.job is None or not (number := step.job.manager):
            continue
        known = roster.people.get(number)
        if known is None and number not in named:
            words = _("nobody has staff number %(number)s.", number=number)
        elif number == step.staff_number:
            words = _("nobody reports to themselves.")
        elif number in leaving or (
            known is not None
            and number not in arriving
            and (not known.active or known.leaves_on is not None)
        ):
            words = _("%(number)s is leaving or has left.", number=number)
        else:
            continue
        yield Problem(step.row, "manager", words)


def _lines_after(steps: Iterable["Step"], roster: Roster) -> dict[str, list[Line[str]]]:
    after = {number: list(lines) for number, lines in roster.lines.items()}
    for step in steps:
        lines = after.get(step.staff_number, [])
        if step.job is not None:
            lines = _ended(lines, step.starts_on)
            if step.job.manager:
                lines.append(Line(step.staff_number, step.job.manager, step.starts_on))
        if step.leaves_on is not None:
            lines = _ended(lines, step.leaves_on)
        after[step.staff_number] = lines
    return after


def _ended(lines: Iterable[Line[str]], day: date) -> list[Line[str]]:
    return [
        Line(one.person, one.manager, one.starts_on, min(one.ends_on or day, day))
        for one in lines
        if one.starts_on < day
    ]


def _loops(steps: Iterable["Step"], lines: dict[str, list[Line[str]]]) -> Iterable[Problem]:
    for step in steps:
        if step.job is None or step.job.manager in {"", step.staff_number}:
            continue
        line = Line(step.staff_number, step.job.manager, step.starts_on)
        if makes_loop(line, lambda number: lines.get(number, [])):
            words = _(
                "the line upwards from here comes back to %(name)s, or never ends.", name=step.name
            )
            yield Problem(step.row, "manager", words)


def _left_alone(steps: Iterable["Step"], lines: dict[str, list[Line[str]]]) -> Iterable[Problem]:
    reporting: defaultdict[str, list[Line[str]]] = defaultdict(list)
    for line in (one for several in lines.values() for one in several):
        reporting[line.manager].append(line)
    for step in steps:
        if (gone := step.leaves_on) is None:
            continue
        still = {
            one.person
            for one in reporting[step.staff_number]
            if one.ends_on is None or one.ends_on > gone
        }
        if still:
            words = _(
                "still reporting to %(name)s: %(numbers)s. Give them another manager first.",
                name=step.name,
                numbers=", ".join(sorted(still)[:MOST_NAMED]),
            )
            yield Problem(step.row, "ends_on", words)


def _administrators(steps: Iterable["Step"], roster: Roster) -> Iterable[Problem]:
    leaving = [
        step
        for step in steps
        if step.leaves_on is not None and step.staff_number in roster.lasting_administrators
    ]
    if len(roster.lasting_administrators) - len(leaving) < FEWEST_ADMINISTRATORS:
        for step in leaving:
            yield Problem(step.row, "ends_on", _("two system administrators must stay."))
