"""Tables as files a spreadsheet opens, in which no cell can become a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from flask import Response

FORMULA_SIGNS = frozenset("=+-@−")
"""What a spreadsheet takes for the beginning of a formula; full-width twins fold into these."""


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet could take this text for a formula."""
    begins = unicodedata.normalize("NFKC", text).lstrip("\ufeff\u200b\u2060 \xa0")
    return begins[:1] in FORMULA_SIGNS or begins.startswith(("\t", "\r", "\n"))


def made_safe(value: object) -> object:
    """Put a mark before text that would be a formula; numbers stay numbers.

    Text that begins with marks before a formula gets one more, so that it can be told apart again.
    """
    if isinstance(value, str) and is_formula(value.lstrip("'")):
        return f"'{value}"
    return "" if value is None else value


def as_written(text: str) -> str:
    """Take the mark off again, so that a file of ours can be read back."""
    return text[1:] if text.startswith("'") and is_formula(text.lstrip("'")) else text


def written(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([made_safe(head) for head in heads])
    for row in rows:
        writer.writerow([made_safe(value) for value in row])
    return text.getvalue()


def table_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Answer with a CSV file of this name: UTF-8 with the mark by which spreadsheets know it."""
    answer = Response(written(heads, rows).encode("utf-8-sig"), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
