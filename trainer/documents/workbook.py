"""Tables as a workbook, byte for byte the same for the same content, in which text stays text."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Leaf:
    """One sheet: its name, the heads and widths of its columns, and its rows."""

    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[object]]


def as_workbook(leaves: Iterable[Leaf]) -> bytes:
    """Write a workbook of these sheets."""
    book = Workbook(write_only=True)
    try:
        for leaf in leaves:
            _write(book, leaf)
    except BaseException:
        _put_away(book)
        raise
    written = io.BytesIO()
    book.save(written)
    return _timeless(written.getvalue())


def _write(book: Workbook, leaf: Leaf) -> None:
    page = book.create_sheet(leaf.name)
    page.freeze_panes = "A2"
    for place, width in enumerate(leaf.widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    heads = [_cell(page, head) for head in leaf.heads]
    for head in heads:
        head.font = Font(bold=True)
    page.append(heads)
    for row in leaf.rows:
        page.append([_cell(page, value) for value in row])


def _put_away(book: Workbook) -> None:
    """End the streams of a workbook that was begun and can't be written, as saving it would."""
    for page in book.worksheets:
        page.close()


def _cell(page: Any, value: object) -> Any:
    """Make a cell; whatever text begins with, it stays text."""
    cell = WriteOnlyCell(page, value=value if isinstance(value, int) else "")
    if value is None or value == "":
        cell.value = None
    elif not isinstance(value, int):
        cell.value = str(value)
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def _timeless(data: bytes) -> bytes:
    """Pack the workbook anew without the moment it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">[0-9-]{10}T[0-9:.]+Z?<", b">2000-01-01T00:00:00Z<", content)
            part = zipfile.ZipInfo(name, LONG_AGO)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, content)
    return packed.getvalue()
