"""Read a file of work products into rows, noting each cell that can't be understood."""

import re
from dataclasses import dataclass, field
from datetime import date

from trainer.accounts.queries import tidy_identity
from trainer.core.text import gettext as _
from trainer.feeds.kinds import PRODUCTS
from trainer.feeds.models import ProductKind
from trainer.web.sheets import SHOWN, Problem, Reading, read_day, read_text, table

LENGTHS = {"staff_number": 40, "kind": 40, "score": 40, "words": 5000, "reference": 80}
COLUMNS = ("staff_number", "date", "kind", "score", "words", "reference")
NEEDED = ("staff_number", "date", "kind", "reference")
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Row:
    """One work product as the file has it; `number` counts as a spreadsheet does."""

    number: int
    staff_number: str
    kind: ProductKind
    happened_on: date
    reference: str
    score: str = ""
    words: str = ""


@dataclass(frozen=True)
class Sheet:
    """Every row of a file, what could not be read in it, and the columns nobody asked for."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass
class _Reading(Reading):
    rows: list[Row] = field(default_factory=list)
    seen: dict[tuple[ProductKind, str], int] = field(default_factory=dict)


def read(text: str) -> Sheet:
    """Read the text of a file into rows; each thing wrong with a cell becomes a problem."""
    reading = _Reading()
    found, unread = table(
        text,
        reading,
        columns=COLUMNS,
        needed=dict.fromkeys(NEEDED, _("this column is missing.")),
        most=MOST_ROWS,
        too_many=_("a file may have 5,000 rows at most. Send it in parts."),
        nothing=_("there is nothing in this file."),
    )
    for number, given in found:
        _read_row(number, given, reading)
    return Sheet(tuple(reading.rows), tuple(reading.problems), unread)


def _read_row(number: int, given: dict[str, str], reading: _Reading) -> None:
    before = len(reading.problems)
    texts = {
        column: read_text(number, column, given.get(column, ""), longest, reading)
        for column, longest in LENGTHS.items()
    }
    kind = _read_kind(number, texts["kind"], reading)
    day = read_day(number, "date", given.get("date", ""), reading)
    if len(reading.problems) > before:
        return
    for column in NEEDED:
        if not given.get(column, "").strip():
            reading.note(number, column, _("this cell is empty."))
    if not texts["score"] and not texts["words"]:
        reading.note(number, "words", _("give a score, words, or both."))
    if kind is None or day is None or len(reading.problems) > before:
        return
    first = reading.seen.setdefault((kind, texts["reference"]), number)
    if first != number:
        reading.note(number, "reference", _("row %(row)s has the same reference.", row=first))
        return
    reading.rows.append(
        Row(
            number,
            tidy_identity(texts["staff_number"]),
            kind,
            day,
            texts["reference"],
            texts["score"],
            texts["words"],
        )
    )


def _read_kind(number: int, text: str, reading: _Reading) -> ProductKind | None:
    """Read a kind by its code or its name, however it is written."""
    wanted = _plain(text)
    for kind, rules in PRODUCTS.items():
        if wanted in {_plain(kind.value), _plain(str(rules.name))}:
            return kind
    if text:
        words = _(
            "“%(text)s” is none of the kinds: %(kinds)s.",
            text=text[:SHOWN],
            kinds=", ".join(kind.value for kind in PRODUCTS),
        )
        reading.note(number, "kind", words)
    return None


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).casefold()
