"""Turn the first sheet of an Excel workbook into the text of a CSV file, refusing its traps before."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from openpyxl import load_workbook

from trainer.storage.archives import BROKEN, unpacked

MOST_UNPACKED = 60_000_000
MOST_AROUND = 1_000_000
"""What a part may have that holds no cells: names of sheets, looks, relations."""
MOST_PARTS = 200
MOST_ROWS = 150_000
MOST_COLUMNS = 60
CELLS = ("xl/worksheets/", "xl/sharedStrings")
ENTITIES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
"""Where entities would be declared, in every code an XML file may be written in."""


class NoWorkbook(ValueError):
    """It can't be opened, or holds more than a list; the words say what, where they can."""


def text_of(data: bytes) -> str:
    """Write the first sheet as CSV: days as 2026-11-24, whole numbers without a point.

    Of a formula, what it came to is taken. Raises NoWorkbook.
    """
    refuse_traps(data)
    written = io.StringIO()
    csv.writer(written).writerows(_rows(data))
    return written.getvalue()


def refuse_traps(data: bytes, most: int = MOST_UNPACKED) -> None:
    """Refuse what unpacks to more than `most` bytes or than it says, or holds entities that would grow.

    Raises NoWorkbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_much(packed.infolist(), most)
            _refuse_entities(packed)
    except NoWorkbook:
        raise
    except BROKEN as trouble:
        raise NoWorkbook from trouble


def _refuse_much(parts: list[zipfile.ZipInfo], most: int) -> None:
    around = (part.file_size for part in parts if not part.filename.startswith(CELLS))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        size = f"{most // 1_000_000} MB"
        raise NoWorkbook(f"This spreadsheet unpacks to more than {size}, the limit. Split it.")
    if max(around, default=0) > MOST_AROUND:
        raise NoWorkbook("This spreadsheet carries more than cells. Copy them to a new one.")


def _refuse_entities(packed: zipfile.ZipFile) -> None:
    """Unpack every part, so that none is larger than it says, and look for entities in it."""
    for part in packed.infolist():
        words = b"".join(unpacked(packed, part))
        if any(sign in words for sign in ENTITIES):
            raise NoWorkbook


def _rows(data: bytes) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()
        cells = page.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        yield from (_without_rest([_text(value) for value in row]) for row in cells)
    except Exception as trouble:
        raise NoWorkbook from trouble


def _without_rest(cells: list[str]) -> list[str]:
    """Leave out the empty cells at the end of a row."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
