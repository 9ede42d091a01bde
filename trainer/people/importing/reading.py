"""Read the bytes of a file of people into rows, noting each cell that can't be understood."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from trainer.accounts.queries import tidy_identity
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.web.csv import as_written

LENGTHS = {
    "staff_number": 40,
    "name": 200,
    "known_as": 100,
    "email": 255,
    "site": 20,
    "site_name": 120,
    "team": 120,
    "job_title": 120,
    "manager": 40,
}
DATES = ("starts_on", "ends_on")
COLUMNS = (*LENGTHS, *DATES)
MOST_ROWS = 20_000
MOST_BYTES = 8 * 1024 * 1024
SHOWN = 40
YEARS = range(1930, 2101)

STAFF_NUMBER = re.compile(r"[\w./-]+")
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


@dataclass(frozen=True)
class Problem:
    """What stands in the way, where in the file, in a whole sentence."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        if not self.column:
            return _("Row %(row)s: %(words)s", row=self.row, words=self.words)
        return _(
            "Row %(row)s, %(column)s: %(words)s",
            row=self.row,
            column=self.column,
            words=self.words,
        )


@dataclass(frozen=True)
class Row:
    """One person as the file has them, tidied; `number` counts as a spreadsheet does."""

    number: int
    staff_number: str = ""
    name: str = ""
    known_as: str = ""
    email: str = ""
    site: str = ""
    site_name: str = ""
    team: str = ""
    job_title: str = ""
    manager: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Sheet:
    """Every row of a file, what could not be read in it, and the columns nobody asked for."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass
class _Reading:
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, row: int, column: str, words: str) -> str:
        self.problems.append(Problem(row, column, words))
        return ""


def decode(data: bytes) -> str:
    """Turn the bytes of a file into text, whichever of the usual ways it was saved."""
    if len(data) > MOST_BYTES:
        raise Unacceptable(_("This file is larger than 8 MB. Send it in parts."), "file")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise Unacceptable(_("This is a spreadsheet file. Save it as CSV and send that."), "file")
    try:
        text = _decoded(data)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unacceptable(
            _("This is not a text file. Save the list as CSV and send that."), "file"
        )
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def read(text: str) -> Sheet:
    """Read the text of a file into rows; each thing wrong with a cell becomes a problem."""
    reading = _Reading()
    records = _records(text, reading)
    heads, unread = _heads(next(records, (1, []))[1], reading)
    if reading.problems:
        return Sheet(problems=tuple(reading.problems), unread=unread)
    for number, cells in records:
        if len(reading.rows) == MOST_ROWS:
            reading.note(number, "", _("a file may have 20,000 people at most. Send it in parts."))
            break
        _read_row(number, cells, heads, reading)
    if not reading.rows and not reading.problems:
        reading.note(2, "", _("there is nobody in this file."))
    return Sheet(tuple(reading.rows), tuple(reading.problems), unread)


def _records(text: str, reading: _Reading) -> Iterator[tuple[int, list[str]]]:
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)
    begins, body = (2, rest) if told else (1, text)
    separator = told[1] if told else _separator(body)
    records = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    number = begins - 1
    try:
        for number, cells in enumerate(records, begins):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        reading.note(
            number + 1, "", _("a quotation mark stands alone. Close it, or write it twice.")
        )


def _separator(text: str) -> str:
    first = text.lstrip("\r\n").partition("\n")[0]
    counts = Counter(sign for sign in first if sign in ",;\t")
    return counts.most_common(1)[0][0] if counts else ","


def _heads(cells: list[str], reading: _Reading) -> tuple[list[str], tuple[str, ...]]:
    known = {column.replace("_", ""): column for column in COLUMNS}
    heads = [known.get(re.sub(r"[\s_-]", "", cell).casefold(), "") for cell in cells]
    unread = tuple(
        cell.strip()[:SHOWN]
        for cell, head in zip(cells, heads, strict=True)
        if not head and cell.strip()
    )
    for column, times in Counter(head for head in heads if head).items():
        if times > 1:
            reading.note(1, column, _("there are two columns of this name."))
    if not cells:
        reading.note(1, "", _("this file is empty. Its first row is to name the columns."))
    elif "staff_number" not in heads:
        reading.note(
            1, "staff_number", _("this column is missing, so nobody can be told from another.")
        )
    return heads, unread


def _read_row(number: int, cells: list[str], heads: list[str], reading: _Reading) -> None:
    if any(cell.strip() for cell in cells[len(heads) :]):
        words = _("there are more cells than columns. A comma within a cell needs quotation marks.")
        reading.note(number, "", words)
        return
    given = {head: cell for head, cell in zip(heads, cells, strict=False) if head}
    values: dict[str, Any] = {}
    for column, cell in given.items():
        take = _read_day if column in DATES else _read_text
        values[column] = take(number, column, cell, reading)
    if not given.get("staff_number", "").strip():
        reading.note(number, "staff_number", _("this cell is empty."))
    if not values.get("staff_number"):
        return
    reading.rows.append(Row(number, **values))


def _read_text(number: int, column: str, cell: str, reading: _Reading) -> str:
    text = " ".join(as_written(unicodedata.normalize("NFC", cell)).split())
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        return reading.note(number, column, _("there is a character that can't be shown."))
    if len(text) > LENGTHS[column]:
        words = _(
            "this is %(n)s characters long; %(most)s are the most.",
            n=len(text),
            most=LENGTHS[column],
        )
        return reading.note(number, column, words)
    if column in {"staff_number", "manager"}:
        return _read_number(number, column, text, reading)
    if column == "email":
        return _read_address(number, text, reading)
    return text


def _read_number(number: int, column: str, text: str, reading: _Reading) -> str:
    if text and not STAFF_NUMBER.fullmatch(text):
        words = _(
            "“%(text)s” is no staff number."
            " Letters, digits, full stops, hyphens and strokes will do.",
            text=text[:SHOWN],
        )
        return reading.note(number, column, words)
    return tidy_identity(text)


def _read_address(number: int, text: str, reading: _Reading) -> str:
    address = tidy_identity(text)
    if address and not ADDRESS.fullmatch(address):
        words = _("“%(text)s” is no e-mail address.", text=text[:SHOWN])
        return reading.note(number, "email", words)
    return address


def _read_day(number: int, column: str, cell: str, reading: _Reading) -> date | None:
    cell = cell.strip()
    if not cell:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(cell, form).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    words = _("“%(text)s” is no date. Write it as 2026-11-24 or 24/11/2026.", text=cell[:SHOWN])
    reading.note(number, column, words)
    return None
