"""Read a file of figures: whose, by which measure, in which month, how much. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trainer.core.text import gettext as _
from trainer.web.sheets import Problem, Reading, read_text, table

COLUMNS = ("staff_number", "measure", "month", "value")
MOST_ROWS = 100_000
MOST_DIGITS = 12
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MONTH = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})(-\d{1,2})?|(\d{1,2}/)?(?P<m>\d{1,2})/(?P<y>\d{4})"
)
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what somebody's work came to in a month."""

    row: int
    staff_number: str
    measure: str
    month: date
    value: Decimal


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
            "measure": _("this column is missing. It holds the code of a measure."),
            "month": _("this column is missing. It says for which month."),
            "value": _("this column is missing. It holds the figure."),
        },
        most=MOST_ROWS,
        too_many=_("there are more than %(most)s rows. Send them in parts.", most=MOST_ROWS),
        nothing=_("there is no row below the names of the columns."),
    )
    lines = [line for number, cells in rows if (line := _line(number, cells, reading)) is not None]
    return Sheet(lines, unread, reading.problems)


def _line(number: int, cells: dict[str, str], reading: Reading) -> Line | None:
    before = len(reading.problems)
    staff_number = read_text(number, "staff_number", cells.get("staff_number", ""), 40, reading)
    measure = read_text(number, "measure", cells.get("measure", ""), 40, reading)
    month = _read_month(number, cells.get("month", "").strip(), reading)
    value = _read_value(number, cells.get("value", "").strip(), reading)
    for column, given in (("staff_number", staff_number), ("measure", measure)):
        if not given and len(reading.problems) == before:
            reading.note(number, column, _("this cell is empty."))
    if len(reading.problems) > before or month is None or value is None:
        return None
    return Line(number, staff_number, measure, month, value)


def _read_month(number: int, cell: str, reading: Reading) -> date | None:
    """Read a month, or any day in it, as the first day of the month."""
    if found := _MONTH.fullmatch(cell):
        year = int(found["year"] or found["y"])
        month = int(found["month"] or found["m"])
        if year in YEARS and month in range(1, 13):
            return date(year, month, 1)
    words = _("“%(text)s” is no month. Write it as 2026-11 or 11/2026.", text=cell[:40])
    reading.note(number, "month", words)
    return None


def _read_value(number: int, cell: str, reading: Reading) -> Decimal | None:
    """Read a plain number; nothing is not zero, so an empty cell is something to put right."""
    if not cell:
        words = _("this cell is empty. Leave the row out where there is no figure.")
        reading.note(number, "value", words)
        return None
    if not _NUMBER.fullmatch(cell) or len(cell) > MOST_DIGITS:
        words = _(
            "“%(text)s” is no number. Write it as 12 or 12.5, without its unit.", text=cell[:40]
        )
        reading.note(number, "value", words)
        return None
    return Decimal(cell)
