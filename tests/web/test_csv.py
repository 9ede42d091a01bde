"""Files for spreadsheets: no cell becomes a formula, and ours can be read back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.web.csv import as_written, is_formula, made_safe, table_file

FORMULAS = [
    "=1+1",
    "+44 20 7946 0000",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹢1",
    "﹣1",
    "−1",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\xa0=1",
    "\u3000＝1",
    "\ufeff=1",
    "\u200b=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_marked(text: str) -> None:
    assert made_safe(text) == f"'{text}"
    assert as_written(f"'{text}") == text


@pytest.mark.parametrize("value", ["", "Nia", "O'Hara", "'tis", "1-2", "a=b", -3, 2.5, "’quoted’"])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert made_safe(value) == value


@given(st.text())
def test_what_is_written_can_be_read_back(text: str) -> None:
    written = str(made_safe(text))
    assert not is_formula(written)
    assert as_written(written) == text


def test_a_file_says_what_it_is() -> None:
    answer = table_file("people.csv", ["name", "=n"], [["Zoë, née B", None], ["=1", 3]])
    text = answer.get_data().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["name", "'=n"],
        ["Zoë, née B", ""],
        ["'=1", "3"],
    ]
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=people.csv"
