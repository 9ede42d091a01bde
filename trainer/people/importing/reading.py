"""Read the bytes of a file of people into rows, noting each cell that can't be understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trainer.accounts.queries import tidy_identity
from trainer.core.text import gettext as _
from trainer.people.models import ContractKind, HoursPattern
from trainer.web.sheets import SHOWN, Problem, Reading, read_day, read_text, table

LENGTHS = {
    "staff_number": 40,
    "name": 200,
    "known_as": 100,
    "email": 255,
    "site": 20,
    "site_name": 120,
    "team": 120,
    "job_title": 120,
    "manager": 40,
    "hours": 40,
    "contract": 40,
}
CHOICES: Mapping[str, type[HoursPattern | ContractKind]] = {
    "hours": HoursPattern,
    "contract": ContractKind,
}
"""Columns in which one of a few words stands."""
DATES = ("starts_on", "ends_on")
COLUMNS = (*LENGTHS, *DATES)
MOST_ROWS = 20_000

STAFF_NUMBER = re.compile(r"[\w./-]+")
ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


@dataclass(frozen=True)
class Row:
    """One person as the file has them, tidied; `number` counts as a spreadsheet does."""

    number: int
    staff_number: str = ""
    name: str = ""
    known_as: str = ""
    email: str = ""
    site: str = ""
    site_name: str = ""
    team: str = ""
    job_title: str = ""
    manager: str = ""
    hours: str = ""
    contract: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Sheet:
    """Every row of a file, what could not be read in it, and the columns nobody asked for."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass
class _Reading(Reading):
    rows: list[Row] = field(default_factory=list)


def read(text: str) -> Sheet:
    """Read the text of a file into rows; each thing wrong with a cell becomes a problem."""
    reading = _Reading()
    found, unread = table(
        text,
        reading,
        columns=COLUMNS,
        needed={"staff_number": _("this column is missing, so nobody can be told from another.")},
        most=MOST_ROWS,
        too_many=_("a file may have 20,000 people at most. Send it in parts."),
        nothing=_("there is nobody in this file."),
    )
    for number, given in found:
        _read_row(number, given, reading)
    return Sheet(tuple(reading.rows), tuple(reading.problems), unread)


def _read_row(number: int, given: dict[str, str], reading: _Reading) -> None:
    values: dict[str, Any] = {}
    for column, cell in given.items():
        take = read_day if column in DATES else _read_text
        values[column] = take(number, column, cell, reading)
    if not given.get("staff_number", "").strip():
        reading.note(number, "staff_number", _("this cell is empty."))
    if not values.get("staff_number"):
        return
    reading.rows.append(Row(number, **values))


def _read_text(number: int, column: str, cell: str, reading: _Reading) -> str:
    text = read_text(number, column, cell, LENGTHS[column], reading)
    if column in {"staff_number", "manager"}:
        return _read_number(number, column, text, reading)
    if column == "email":
        return _read_address(number, text, reading)
    if column in CHOICES:
        return _read_choice(number, column, text, reading)
    return text


def _read_number(number: int, column: str, text: str, reading: _Reading) -> str:
    if text and not STAFF_NUMBER.fullmatch(text):
        words = _(
            "“%(text)s” is no staff number."
            " Letters, digits, full stops, hyphens and strokes will do.",
            text=text[:SHOWN],
        )
        return reading.note(number, column, words)
    return tidy_identity(text)


def _read_choice(number: int, column: str, text: str, reading: _Reading) -> str:
    """Read one of a few words, however it is written: “Part-time” is part_time."""
    value = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    known = [one.value for one in CHOICES[column]]
    if value and value not in known:
        words = _(
            "“%(text)s” is none of these: %(known)s.", text=text[:SHOWN], known=", ".join(known)
        )
        return reading.note(number, column, words)
    return value


def _read_address(number: int, text: str, reading: _Reading) -> str:
    address = tidy_identity(text)
    if address and not ADDRESS.fullmatch(address):
        words = _("“%(text)s” is no e-mail address.", text=text[:SHOWN])
        return reading.note(number, "email", words)
    return address
