"""Text and files that mean harm: each is taken whole, or refused in a sentence, and fills no memory."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from tests.catalogue.exchange.files import case, packed
from tests.catalogue.exchange.test_round_trip import entry_from
from tests.hostile.words import naughty
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.moodle import HEADS
from trainer.catalogue.exchange.recognising import Format, read_file

OURS = [
    "=HYPERLINK(1)",
    "'=1",
    "@sum",
    "-->",
    "<!-- trainer {} -->",
    "\u202e turned",
    "\ufeff mark",
    "null",
    "~",
    "yes",
    "1e5",
    "😀" * 40,
    "\x00",
    "\x1b[31m",
    "\ufffe",
    "a\u2028b",
    "trainer_catalogue",
]


def as_case(text: str) -> bytes:
    return packed(case({f"U {text}": {"O": {text: {}, "Another": {}}}}))


def as_moodle(text: str) -> bytes:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADS)
    rows.writerow(["", "f", "Framework", "", "1", *[""] * 7, "1", ""])
    rows.writerow(["", "u", "Unit", "", "1", *[""] * 9])
    rows.writerow(["u", "o", "Outcome", "", "1", *[""] * 9])
    rows.writerow(["o", f"c{text}"[:30], text, "", "1", *[""] * 9])
    return written.getvalue().encode(errors="replace")


def as_progression(text: str) -> bytes:
    topic = {"name": text[:60] or "x", "content": [{"level": 1, "criteria": [text]}]}
    front = yaml.safe_dump({"title": "T", "topics": [topic]}, allow_unicode=True)
    return f"---\n{front}---\n".encode(errors="replace")


WRITERS = {"case": as_case, "moodle": as_moodle, "progression": as_progression}


def comes_round(data: bytes, kind: str) -> None:
    plan = read_file(data, source="x", as_format=Format(kind))
    if plan.faults:
        assert all(str(fault) for fault in plan.faults)
        return
    entry = entry_from(plan)
    for written_as in KINDS:
        first = KINDS[written_as].write(entry)
        again = read_file(first, source="y")
        assert (again.format, again.faults) == (written_as, ())
        assert KINDS[written_as].write(entry_from(again)) == first


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("text", OURS)
def test_hostile_words_come_round_or_are_refused(kind: str, text: str) -> None:
    comes_round(WRITERS[kind](text), kind)


def test_naughty_strings_of_others_come_round_or_are_refused() -> None:
    taken = []
    for text in dict.fromkeys(naughty()):
        plans = [read_file(write(text), source="x") for write in WRITERS.values()]
        assert all(str(fault) for plan in plans for fault in plan.faults)
        if not plans[0].faults:
            taken.append(text)
    assert len(taken) > 400
    shelves: dict[str, Any] = {f"Shelf {n}": {text: {} for text in taken[n::10]} for n in range(10)}
    comes_round(packed(case({"U": shelves})), "case")


def crumbs() -> Iterator[tuple[str, bytes, str]]:
    """Files that are small as they come and would be large as they are read."""
    head = '{"CFDocument": {"identifier": "a", "title": "b"}, "CFItems": ['
    yield "objects", f"{head}{'{},' * 600_000}{{}}]}}".encode(), "more parts than any"
    names = ",".join(f'"{n}":1' for n in range(900_000))
    yield "names", f"{{{names}}}".encode(), "more parts than any"
    yield "yaml", b"units: [" + b"1," * 600_000 + b"1]", "half a million parts"
    least = b'"Parent ID number","ID number","Short name","Is framework"\n'
    yield "row", least + b"," * 1_500_000, "more than a million signs"
    yield "rows", least + b",a,b,\n" * 30_000, "more than 20000 competencies"


@pytest.mark.parametrize(
    ("data", "says"), [pytest.param(*rest, id=name) for name, *rest in crumbs()]
)
def test_what_would_fill_the_memory_is_refused_before(data: bytes, says: str) -> None:
    (fault,) = read_file(data, source="x").faults
    assert says in fault.says


@pytest.mark.parametrize(
    ("part", "size", "says"),
    [
        ("xl/worksheets/sheet2.xml", 30_000_001, "more than 30 MB"),
        ("xl/styles.xml", 1_000_001, "more than cells"),
        ("xl/media/picture.png", 1_000_001, "more than cells"),
    ],
)
def test_a_spreadsheet_that_unpacks_too_far_is_not_unpacked(
    part: str, size: int, says: str
) -> None:
    written, bomb = io.BytesIO(), io.BytesIO()
    Workbook().save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * size if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, b" " * size)
    (fault,) = read_file(bomb.getvalue(), source="x").faults
    assert says in fault.says


def test_a_file_with_nothing_in_it_is_said_to_be_so() -> None:
    for data in (b"trainer_catalogue: 1", b"{}"):
        plan = read_file(data, source="x", as_format=Format.YAML)
        assert plan.faults
    (fault,) = read_file(b"trainer_catalogue: 1", source="x").faults
    assert "nothing in this file" in fault.says
