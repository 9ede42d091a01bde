"""Read a file of past training: who came by which skill when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trainer.core.text import gettext as _
from trainer.web.sheets import Problem, Reading, read_day, read_text, table

COLUMNS = ("staff_number", "skill", "date", "valid_until", "details")
MOST_ROWS = 100_000
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One row: somebody came by a skill on a day, and perhaps until when it holds."""

    row: int
    staff_number: str
    skill: str
    on: date
    last_day: date | None
    details: str


@dataclass(frozen=True)
class Sheet:
    """What a file says, the columns nobody asked for, and what can't be understood."""

    lines: Sequence[Line]
    unread: Sequence[str]
    problems: Sequence[Problem]


def read(text: str) -> Sheet:
    """Read a file into its lines, noting each cell that can't be understood."""
    reading = Reading()
    rows, unread = table(
        text,
        reading,
        columns=COLUMNS,
        needed={
            "staff_number": _("this column is missing. It says who."),
            "skill": _("this column is missing. It holds the code of a skill on your list."),
            "date": _("this column is missing. It says when they came by it."),
        },
        most=MOST_ROWS,
        too_many=_("there are more than %(most)s rows. Send them in parts.", most=MOST_ROWS),
        nothing=_("there is no row below the names of the columns."),
    )
    lines = [line for number, cells in rows if (line := _line(number, cells, reading)) is not None]
    return Sheet(lines, unread, reading.problems)


def _line(number: int, cells: dict[str, str], reading: Reading) -> Line | None:
    before = len(reading.problems)
    staff_number = read_text(number, "staff_number", cells["staff_number"], 40, reading)
    skill = read_text(number, "skill", cells["skill"], 40, reading)
    on = read_day(number, "date", cells["date"], reading)
    last_day = read_day(number, "valid_until", cells.get("valid_until", ""), reading)
    details = read_text(number, "details", cells.get("details", ""), LONGEST, reading)
    if len(reading.problems) > before:
        return None
    for column, given in (("staff_number", staff_number), ("skill", skill), ("date", on)):
        if not given:
            reading.note(number, column, _("this cell is empty."))
            return None
    if on is None:
        return None
    if last_day is not None and last_day < on:
        reading.note(number, "valid_until", _("it would end before it begins."))
        return None
    return Line(number, staff_number, skill, on, last_day, details)
