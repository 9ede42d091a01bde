"""What a file is, and what is no catalogue at all."""

import codecs

import pytest

from tests.catalogue.exchange.files import THREE_LEVELS, case, packed
from tests.catalogue.exchange.test_moodle import MOODLE
from tests.factories_catalogue import SMALL
from trainer.catalogue.exchange.recognising import Format, read_file, refuse_if_too_large
from trainer.core.errors import Unacceptable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("text", "kind"), [(SMALL, "yaml"), (packed(case(THREE_LEVELS)).decode(), "case")]
)
def test_a_text_may_be_written_any_way_it_says_it_is(encoding: str, text: str, kind: str) -> None:
    plan = read_file(text.encode(encoding), source="x")
    assert (plan.format, plan.faults) == (kind, ())


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "first macs"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [(SMALL, "yaml"), (packed(case(THREE_LEVELS)).decode(), "case"), (MOODLE, "moodle")],
)
def test_lines_may_end_in_any_way(ends: str, text: str, kind: str) -> None:
    data = text.replace("\n", ends)
    for written in (data.encode(), data.encode("utf-16")):
        plan = read_file(written, source="x")
        assert (plan.format, plan.faults) == (kind, ())


def test_an_old_table_may_end_its_lines_as_the_first_macs_did() -> None:
    old = MOODLE.replace("Greeting", "Café").replace("\n", "\r").encode("cp1252")
    plan = read_file(old, source="x")
    assert (plan.format, plan.faults) == ("moodle", ())
    assert plan.units[0].title == "Café"


def test_a_mistake_is_named_by_its_line_however_lines_end() -> None:
    (fault,) = read_file(b'{"CFDocument":\r{"title": 1,\r}}', source="x").faults
    assert fault.line == 3


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"a: 1\nb: caf\xe9", 2, "not written in UTF-8. Save"),
        ("a: “1”\n".encode() + b"b: caf\xe9", 2, "Other lines are in UTF-8"),
        (SMALL.encode("utf-16-le"), None, "UTF-16 that does not say so"),
        (SMALL.encode("utf-16-be"), None, "UTF-16 that does not say so"),
        (codecs.BOM_UTF16_LE + b"\x00", None, "not a text"),
        (b"\x89PNG\r\n\x1a\n\0\0", None, "not a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", None, "an old spreadsheet"),
        (b"", 1, "empty"),
        (b"PK\x05\x06", None, "not a text"),
    ],
)
def test_what_is_no_text_is_refused_in_a_sentence(data: bytes, line: int | None, says: str) -> None:
    (fault,) = read_file(data, source="x").faults
    assert says in fault.says
    if line is not None and data:
        assert fault.line == line


def test_a_large_file_is_refused_by_its_size_alone() -> None:
    refuse_if_too_large(20_000_000)
    with pytest.raises(Unacceptable, match="20 MB"):
        refuse_if_too_large(1_000_000_000)


def test_what_is_said_to_be_a_spreadsheet_and_is_none_is_refused() -> None:
    (fault,) = read_file(b"no spreadsheet", source="x", as_format=Format.XLSX).faults
    assert "no spreadsheet" in fault.says


def test_what_somebody_says_a_text_is_counts_for_more_than_its_looks() -> None:
    plan = read_file(SMALL.encode(), source="x", as_format=Format.CASE)
    assert plan.format == "case"
    assert "not JSON" in plan.faults[0].says
