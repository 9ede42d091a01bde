"""The rows of a workbook as text, with every trap a spreadsheet can hold refused before."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from trainer.catalogue.exchange.spreadsheet.sheets import SHEETS, Sheet
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import Unfit
from trainer.web import workbooks

MOST_UNPACKED = 30_000_000
MOST_ROWS = 25_000
MOST_COLUMNS = 30
NO_BOOK = "This spreadsheet can’t be opened. Save it as .xlsx, without a password."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells that hold something, by field, and where it stands."""

    values: dict[str, str]
    at: str


def rows_of(data: bytes, faults: list[Fault]) -> dict[Sheet, list[Row]]:
    """Read every sheet we know; what is wrong with a cell is added to the faults."""
    _refuse_traps(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as trouble:
        raise Unfit(NO_BOOK) from trouble
    pages = {page.title.strip().lower(): page for page in book.worksheets}
    if not any(sheet.name.lower() in pages for sheet in SHEETS):
        names = ", ".join(sheet.name for sheet in SHEETS)
        raise Unfit(f"None of the sheets of our template is in this workbook: {names}.")
    found: dict[Sheet, list[Row]] = {}
    for sheet in SHEETS:
        page = pages.get(sheet.name.lower())
        found[sheet] = list(_rows(page, sheet, faults)) if page is not None else []
    book.close()
    return found


def _refuse_traps(data: bytes) -> None:
    """Refuse what unpacks to more than any catalogue, or holds entities that would grow."""
    try:
        workbooks.refuse_traps(data, MOST_UNPACKED)
    except workbooks.NoWorkbook as trouble:
        raise Unfit(str(trouble) or NO_BOOK) from trouble


def _rows(page: Any, sheet: Sheet, faults: list[Fault]) -> Iterator[Row]:
    fields: list[str] = []
    for number, cells in enumerate(_cells(page), start=1):
        if number > MOST_ROWS:
            raise Unfit(f"There are more than {MOST_ROWS} rows in the sheet {sheet.name}.")
        if number == 1:
            fields = _fields(cells, sheet, faults)
            continue
        at = f"sheet {sheet.name}, row {number}"
        values = _values(cells, fields, at, faults)
        if values:
            yield Row(values, at)


def _cells(page: Any) -> Iterator[Sequence[Any]]:
    page.reset_dimensions()
    try:
        yield from page.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    except Exception as trouble:
        raise Unfit(NO_BOOK) from trouble


def _fields(cells: Sequence[Any], sheet: Sheet, faults: list[Fault]) -> list[str]:
    known = {head.lower(): field for head, field, _width in sheet.columns}
    heads = [" ".join(str(cell.value or "").split()) for cell in cells]
    for place, head in enumerate(heads, start=1):
        if head and head.lower() not in known:
            says = (
                f"There is no column “{head[:60]}” in this sheet. Leave it out, or mend its name."
            )
            at = f"sheet {sheet.name}, row 1, column {get_column_letter(place)}"
            faults.append(Fault(says, place=at))
    return [known.get(head.lower(), "") for head in heads]


def _values(
    cells: Sequence[Any], fields: Sequence[str], at: str, faults: list[Fault]
) -> dict[str, str]:
    values: dict[str, str] = {}
    for place, (cell, field) in enumerate(zip(cells, fields, strict=False), start=1):
        if cell.value is None or not field:
            continue
        if cell.data_type in {"f", "e"}:
            says = "There is a formula or an error in this cell. Put what it should say instead."
            faults.append(Fault(says, place=f"{at}, column {get_column_letter(place)}"))
        elif text := _text(cell.value):
            values[field] = text
    return values


def _text(value: object) -> str:
    """Write what stands in a cell as people see it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
