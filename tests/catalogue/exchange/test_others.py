"""Moodle's CSV, progression frameworks and spreadsheets from elsewhere."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.catalogue.exchange.files import entry_of, others
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.moodle import HEADS
from trainer.catalogue.exchange.recognising import Format, read_file, refuse_if_too_large
from trainer.core.errors import Unacceptable

MOODLE = f"""{",".join(f'"{head}"' for head in HEADS)}
,shop,Shop floor,<p>Our <b>standards</b></p>,1,"Not yet,Yes","[]",,,,,,1,"domain,competency"
,greet,Greeting,,1,,,,,,,,,
greet,greet.1,Welcome people,,1,,,,,,,,,
greet.1,greet.1.a,Look up,<p>At once &amp; kindly</p>,1,,,,,,,,,
greet.1,greet.1.b,Say hello,,1,,,,,,greet.1.a,,,
,part,Part well,,1,,,,,,,,,
part,part.1,Say goodbye,,1,,,,,,,,,
"""

PROGRESSION = """---
path: "/service/desk"
title: "🛎 Desk"
levels: 2
homepage: false
topics:
  - name: talking
    title: Talking to people
    content:
      - level: 1
        criteria: ["Answers calls", "Takes notes"]
      - level: 2
        exampleCriteria:
          - criteria: Leads calls
            examples: ["With one other", "With many"]
          - criteria: Writes guides
  - name: caring
    title:
    content:
      - level: 1
        criteria: ["Asks twice"]
---
# The text below is not read
"""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_moodles_file_is_read_with_any_separator(separator: str, encoding: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(csv.reader(io.StringIO(MOODLE)))
    plan = read_file(written.getvalue().encode(encoding), source="x")
    assert plan.format == "moodle"
    assert not plan.faults, [str(one) for one in plan.faults]
    greet, part = plan.units
    assert (greet.code, greet.title) == ("greet", "Greeting")
    assert [one.text for one in greet.outcomes[0].criteria] == [
        "Look up: At once & kindly",
        "Say hello",
    ]
    assert part.outcomes[0].criteria[0].text == "Say goodbye"
    assert "cross-references of 1" in plan.warnings[0].says


@pytest.mark.parametrize(
    ("here", "wrong", "where", "says"),
    [
        ("greet.1,greet.1.b", "gone,greet.1.b", "row 6, field Parent ID number", "gone"),
        (",greet.1.b,", ",greet.1.a,", "row 6, field ID number", "its own"),
        ("\n,greet,", "\ngreet.1.a,greet,", "field Parent ID number", "under itself"),
        (",,,,1,", ",,,,,", "", "No row"),
        ("Say goodbye,,1,", "Say goodbye,1,", "Row 8", "13 columns"),
        ("Say hello", "Say\x07hello", "Row 6, field Description", "can't be shown"),
    ],
)
def test_what_is_wrong_in_moodles_file_is_named_by_its_row(
    here: str, wrong: str, where: str, says: str
) -> None:
    assert here in MOODLE
    faults = read_file(MOODLE.replace(here, wrong, 1).encode(), source="x").faults
    told = [(one.where, one.says) for one in faults]
    assert any(where.lower() in at.lower() and says in words for at, words in told), told


def test_each_level_of_a_progression_is_something_to_work_towards() -> None:
    plan = read_file(PROGRESSION.encode(), source="x")
    assert plan.format == "progression"
    assert not plan.faults
    assert [(one.code, one.level) for one in plan.qualifications] == [("desk-1", 1), ("desk-2", 2)]
    assert [one.title for one in plan.units] == ["Talking to people", "caring", "Talking to people"]
    leading = plan.units[2].outcomes
    assert [(one.title, len(one.criteria)) for one in leading] == [
        ("Talking to people", 1),
        ("Leads calls", 2),
    ]


@pytest.mark.parametrize(
    ("here", "wrong", "line", "says"),
    [
        ("level: 2", "level: two", "Line 12", "whole number"),
        ('"Takes notes"', "3", "Line 11", "Write text"),
        ("name: caring", "nom: caring", "Line 17", "needed"),
    ],
)
def test_what_is_wrong_in_a_progression_is_named_by_its_line(
    here: str, wrong: str, line: str, says: str
) -> None:
    (fault,) = read_file(PROGRESSION.replace(here, wrong, 1).encode(), source="x").faults
    assert fault.where.startswith(line)
    assert says in fault.says


@pytest.mark.parametrize("file", others("frameworks/*.md"))
def test_progressions_of_others_are_read(file: Path) -> None:
    plan = read_file(file.read_bytes(), source=file.name)
    assert plan.format == "progression"
    assert not plan.faults
    assert len(plan.qualifications) >= 2


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
        (zipped(bomb=b"\0" * 61_000_000), "60 MB"),
        (zipped(**{f"p{n}": b"" for n in range(201)}), "60 MB"),
        (zipped(**{"a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>'}), "can’t be opened"),
        (empty_book(), "None of the sheets"),
    ],
)
def test_a_hostile_or_foreign_workbook_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    (fault,) = read_file(data, source="x").faults
    assert says in fault.says


@pytest.mark.parametrize(
    "data", [b"caf\xe9: 1", b"\xff\xfe\x00", "{“".encode("latin-1", "replace") + b"\xe9"]
)
def test_what_is_no_text_is_refused(app: object, data: bytes) -> None:
    with pytest.raises(Unacceptable):
        read_file(data, source="x")


@pytest.mark.usefixtures("app")
def test_a_large_file_is_refused_by_its_size_alone() -> None:
    refuse_if_too_large(20_000_000)
    with pytest.raises(Unacceptable):
        refuse_if_too_large(1_000_000_000)
    with pytest.raises(Unacceptable):
        read_file(b"no spreadsheet", source="x", as_format=Format.XLSX)
