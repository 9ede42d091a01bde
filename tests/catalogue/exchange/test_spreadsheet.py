"""Spreadsheets: each mistake named by its cell, and every trap refused before it is sprung."""

import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.catalogue.exchange.files import entry_of
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.recognising import Format, read_file


def workbook(**cells: Any) -> bytes:
    """Our own workbook with some cells of a sheet overwritten: Criteria_F2="…"."""
    first = KINDS[Format.XLSX].write(entry_of("brackenhall-service"))
    book = load_workbook(io.BytesIO(first))
    for place, value in cells.items():
        sheet, cell = place.split("_")
        book[sheet][cell] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_workbook_saved_by_another_program_is_read() -> None:
    plan = read_file(workbook(Criteria_F2="=1+1 is what they said"), source="x")
    assert "column F" in plan.faults[0].where
    plan = read_file(workbook(Criteria_F2="Written over", Units_C2="2"), source="x")
    assert not plan.faults, [str(one) for one in plan.faults]
    assert plan.units[0].outcomes[0].criteria[0].text == "Written over"


def test_hours_and_how_long_a_certificate_holds_are_columns_to_fill_in() -> None:
    filled = read_file(workbook(Qualifications_F2=120, Qualifications_G2=24), source="x")
    assert not filled.faults, [str(one) for one in filled.faults]
    assert (filled.qualifications[0].tqt, filled.qualifications[0].valid_months) == (120, 24)


def test_a_workbook_from_before_they_were_columns_is_read() -> None:
    older = {f"Qualifications_{column}{row}": None for column in "FG" for row in (1, 2)}
    told = json.dumps({"tqt": 90, "valid_months": 6})
    plan = read_file(workbook(**older, Qualifications_I2=told), source="x")
    assert not plan.faults, [str(one) for one in plan.faults]
    assert (plan.qualifications[0].tqt, plan.qualifications[0].valid_months) == (90, 6)


@pytest.mark.parametrize(
    ("place", "value", "where", "says"),
    [
        ("Criteria_F2", "=HYPERLINK(1)", "Sheet Criteria, row 2, column F", "formula"),
        ("Criteria_A3", "NO-1", "Sheet Criteria, row 3, field Unit", "no unit NO-1"),
        ("Units_C2", "high", "Sheet Units, row 2, field Level", "whole number"),
        ("Units_B1", "Titel", "Sheet Units, row 1, column B", "no column"),
        ("Rules_C2", "{", "Sheet Rules, row 2, field Fields", "Write fields"),
        ("Groups_A2", "other", "Sheet Groups, row 2, field Qualification", "no qualification"),
        ("Qualifications_D2", "99", "Sheet Qualifications, row 2, field Level", "12 or less"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_named_by_its_cell(
    place: str, value: str, where: str, says: str
) -> None:
    faults = read_file(workbook(**{place: value}), source="x").faults
    told = [(one.where, one.says) for one in faults]
    assert any(at == where and says in words for at, words in told), told


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()


def empty_book() -> bytes:
    written = io.BytesIO()
    Workbook().save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 and no more", "can’t be opened"),
        (zipped(a=b"x"), "can’t be opened"),
        (zipped(**{"xl/worksheets/bomb": b"\0" * 41_000_000}), "30 MB"),
        (zipped(**{f"p{n}": b"" for n in range(201)}), "30 MB"),
        (zipped(**{"a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>'}), "can’t be opened"),
        (empty_book(), "None of the sheets"),
    ],
)
def test_a_hostile_or_foreign_workbook_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    (fault,) = read_file(data, source="x").faults
    assert says in fault.says
