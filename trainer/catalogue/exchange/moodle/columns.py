"""The columns of Moodle's file: known by their names in any order, or all fourteen by their places.

Moodle writes the heads in the language of whoever exports, but always in the same order.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import Unfit
from trainer.web.csv import as_written

HEADS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
PARENT, NUMBER, NAME, DESCRIPTION = HEADS[:4]
SCALE, RULE, LINKS, FRAMEWORK, TAXONOMY = (HEADS[place] for place in (5, 7, 10, 12, 13))
NEEDED = (PARENT, NUMBER, NAME, FRAMEWORK)
SEPARATORS = ",;\t:|"
MOST_ROWS = 20_001
LONGEST_LINE = 1_000_000
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the heads of its columns, and its number as spreadsheets count."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, head: str) -> str:
        return self.cells.get(head, "").strip()

    @property
    def at(self) -> str:
        """Where it stands."""
        return f"row {self.number}"

    @property
    def is_framework(self) -> bool:
        """Whether it is the framework itself."""
        return self[FRAMEWORK].lower() in {"1", "true", "yes"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column stands where, and which we do not know."""

    separator: str
    places: Mapping[str, int]
    width: int
    unread: tuple[str, ...]


def looks_like_moodle(text: str) -> bool:
    """Recognise the file by its heads."""
    return _columns(_below_sign(text)[0]) is not None


def rows_of(text: str, faults: list[Fault]) -> tuple[Columns, list[Row]]:
    """Read all rows; those of the wrong length are added to the faults."""
    body, first = _below_sign(text)
    columns = _columns(body)
    if columns is None:
        says = f"The first row names no columns of Moodle's: {', '.join(HEADS)}."
        raise Unfit(says, place="row 1")
    if _longest(body) > LONGEST_LINE:
        raise Unfit("There is a row of more than a million signs in this file. Split it.")
    return columns, list(_rows(body, first, columns, faults))


def _longest(text: str) -> int:
    longest, begins = 0, 0
    while begins < len(text):
        ends = text.find("\n", begins)
        ends = len(text) if ends < 0 else ends
        longest, begins = max(longest, ends - begins), ends + 1
    return longest


def _below_sign(text: str) -> tuple[str, int]:
    """Leave out a first line like sep=; and say which row the heads are."""
    line, _end, rest = text.partition("\n")
    said = line.strip().lower()
    is_sign = said.startswith("sep=") and len(said) == len("sep=") + 1
    return (rest, 2) if is_sign else (text, 1)


def _columns(text: str) -> Columns | None:
    line = text[:4000].partition("\n")[0].rstrip("\r")
    for sign in SEPARATORS:
        heads = next(iter(csv.reader([line], delimiter=sign)), [])
        known = {_plain(head): head for head in HEADS}
        names = [known.get(_plain(head), "") for head in heads]
        places = {name: place for place, name in reversed(list(enumerate(names))) if name}
        if places.keys() >= set(NEEDED):
            unread = [
                head.strip()[:40] for head, name in zip(heads, names, strict=True) if not name
            ]
            return Columns(sign, places, len(heads), tuple(one for one in unread if one))
        if len(heads) == len(HEADS) and "id" in _plain(heads[1]):
            return Columns(sign, {head: place for place, head in enumerate(HEADS)}, len(heads), ())
    return None


def _plain(head: str) -> str:
    """Compare heads by their letters alone."""
    return "".join(sign for sign in head.lower().replace("(optional)", "") if sign.isalnum())


def _rows(text: str, first: int, columns: Columns, faults: list[Fault]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=columns.separator)
    try:
        next(reader, None)
        for number, cells in enumerate(reader, start=first + 1):
            if number > MOST_ROWS + first:
                raise Unfit(f"There are more than {MOST_ROWS - 1} competencies. Split the file.")
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < columns.width or any(cells[columns.width :]):
                says = f"There are {len(cells)} columns in this row, not {columns.width}."
                faults.append(Fault(says, place=f"row {number}"))
            else:
                yield Row(number, _named(cells, columns))
    except csv.Error as error:
        says = f"From here on this is not CSV ({error})."
        raise Unfit(says, reader.line_num) from None


def _named(cells: Sequence[str], columns: Columns) -> Mapping[str, str]:
    return {head: as_written(cells[place]) for head, place in columns.places.items()}
