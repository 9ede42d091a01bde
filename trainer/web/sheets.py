"""Read a table that somebody sends as a CSV file, noting each cell that can't be understood."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.web import workbooks
from trainer.web.csv import as_written

MOST_BYTES = 8 * 1024 * 1024
SHOWN = 40
YEARS = range(1930, 2101)


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


@dataclass
class Reading:
    """What has been found wrong so far."""

    problems: list[Problem] = field(default_factory=list)

    def note(self, row: int, column: str, words: str) -> str:
        """Note what stands in the way; the cell counts as empty."""
        self.problems.append(Problem(row, column, words))
        return ""


def decode(data: bytes) -> str:
    """Turn the bytes of a file into text, whichever of the usual ways it was saved.

    Of an Excel workbook the first sheet is read.
    """
    if len(data) > MOST_BYTES:
        raise Unacceptable(_("This file is larger than 8 MB. Send it in parts."), "file")
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _from_workbook(data)
    try:
        text = _decoded(data)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unacceptable(
            _("This is not a text file. Save the list as CSV and send that."), "file"
        )
    return text


def _from_workbook(data: bytes) -> str:
    try:
        return workbooks.text_of(data)
    except workbooks.NoWorkbook:
        words = _("This spreadsheet file can’t be read. Save it as CSV and send that.")
        raise Unacceptable(words, "file") from None


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def records(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold anything, each with its number as a spreadsheet counts."""
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\s*", first)
    begins, body = (2, rest) if told else (1, text)
    separator = told[1] if told else _separator(body)
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    number = begins - 1
    try:
        for number, cells in enumerate(rows, begins):
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


def heads(
    cells: list[str], columns: Sequence[str], needed: Mapping[str, str], reading: Reading
) -> tuple[list[str], tuple[str, ...]]:
    """Say which column each cell of the first row names, and list what was not asked for.

    `needed` are the columns that may not be missing, each with the words for when it is.
    """
    known = {column.replace("_", ""): column for column in columns}
    named = [known.get(re.sub(r"[\s_-]", "", cell).casefold(), "") for cell in cells]
    unread = tuple(
        cell.strip()[:SHOWN]
        for cell, head in zip(cells, named, strict=True)
        if not head and cell.strip()
    )
    for column, times in Counter(head for head in named if head).items():
        if times > 1:
            reading.note(1, column, _("there are two columns of this name."))
    if not cells:
        reading.note(1, "", _("this file is empty. Its first row is to name the columns."))
    for column, words in needed.items() if cells else ():
        if column not in named:
            reading.note(1, column, words)
    return named, unread


def table(
    text: str,
    reading: Reading,
    *,
    columns: Sequence[str],
    needed: Mapping[str, str],
    most: int,
    too_many: str,
    nothing: str,
) -> tuple[list[tuple[int, dict[str, str]]], tuple[str, ...]]:
    """Read a file into its rows, each with its number and its cells by column.

    Give with them the columns nobody asked for. `too_many` and `nothing` say what is wrong when
    there are more than `most` rows, or none.
    """
    lines = records(text, reading)
    named, unread = heads(next(lines, (1, []))[1], columns, needed, reading)
    found: list[tuple[int, dict[str, str]]] = []
    for number, cells in () if reading.problems else lines:
        if len(found) == most:
            reading.note(number, "", too_many)
            break
        if any(cell.strip() for cell in cells[len(named) :]):
            words = _(
                "there are more cells than columns. A comma within a cell needs quotation marks."
            )
            reading.note(number, "", words)
            continue
        given = zip(named, cells, strict=False)
        found.append((number, {head: cell for head, cell in given if head}))
    if not found and not reading.problems:
        reading.note(2, "", nothing)
    return found, unread


def read_text(number: int, column: str, cell: str, longest: int, reading: Reading) -> str:
    """Read words of at most so many characters, on one line."""
    text = " ".join(as_written(unicodedata.normalize("NFC", cell)).split())
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text):
        return reading.note(number, column, _("there is a character that can't be shown."))
    if len(text) > longest:
        words = _(
            "this is %(n)s characters long; %(most)s are the most.", n=len(text), most=longest
        )
        return reading.note(number, column, words)
    return text


def read_day(number: int, column: str, cell: str, reading: Reading) -> date | None:
    """Read a date, in the order of the world or of this country."""
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
