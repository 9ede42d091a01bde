"""The first sheet of a workbook as text, and what hides in one refused."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from trainer.web.workbooks import MOST_AROUND, NoWorkbook, text_of


def saved(*rows: list[object]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.create_sheet("Notes").append(["not read"])
    book.save(content)
    return content.getvalue()


def packed(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, words in parts.items():
            book.writestr(name, words)
    return content.getvalue()


def test_cells_become_the_text_people_see() -> None:
    content = saved(["number", "day", "at", "words"], [1107, date(2026, 3, 2), None, "a, b"])
    assert text_of(content).splitlines() == ["number,day,at,words", '1107,2026-03-02,,"a, b"']
    days = [datetime(2026, 3, 2, hour) for hour in (9, 0)]  # noqa: DTZ001 - a workbook has no zones
    at = saved([12.0, 1.5, *days])
    assert text_of(at).splitlines() == ["12,1.5,2026-03-02T09:00:00,2026-03-02"]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04rest",
        packed(**{"xl/worksheets/sheet1.xml": b"0" * 61_000_000}),
        packed(**{"xl/styles.xml": b"0" * (MOST_AROUND + 1)}),
        packed(**{"xl/workbook.xml": b"<!DOCTYPE a><a/>"}),
        packed(**{f"part{number}.xml": b"" for number in range(201)}),
        packed(**{"word/document.xml": b"<a/>"}),
    ],
)
def test_traps_and_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(NoWorkbook):
        text_of(content)
