"""The first sheet of a workbook as text, and what hides in one refused."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from trainer.web.workbooks import MOST_AROUND, NoWorkbook, refuse_traps, text_of


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


def claiming(size: int, content: bytes, *, until: int) -> bytes:
    """A workbook one part of which says it has fewer bytes than it has.

    Its checksum is that of its first bytes, up to where whoever reads it may stop.
    """
    made = packed(**{"xl/styles.xml": content})
    told = struct.pack("<L", zlib.crc32(content)), struct.pack("<L", len(content))
    false = struct.pack("<L", zlib.crc32(content[:until])), struct.pack("<L", size)
    for true, other in zip(told, false, strict=True):
        assert made.count(true) == 2
        made = made.replace(true, other)
    return made


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


@pytest.mark.parametrize("until", [1000, 1001])
def test_a_part_larger_than_it_says_is_refused_before_it_is_unpacked(until: int) -> None:
    with pytest.raises(NoWorkbook):
        refuse_traps(claiming(1000, bytes(300_000), until=until))


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
def test_entities_are_seen_in_every_code(code: str) -> None:
    with pytest.raises(NoWorkbook):
        refuse_traps(packed(**{"xl/a.rels": "<!DOCTYPE a><a/>".encode(code)}))


def test_a_workbook_damaged_anywhere_is_refused_in_words() -> None:
    whole = saved(["number"], [1107])
    for at in range(0, len(whole), 7):
        with suppress(NoWorkbook):
            text_of(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
