"""The words in which it is declared what a table holds about whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a table is, seen from the people in it."""

    ABOUT = "about a person"
    NOBODY = "about nobody"
    SECRET = "secret"  # noqa: S105 - says what it is, and holds none
    BULK = "many people at once"


class Treatment(StrEnum):
    """What becomes of a column when everything is handed out, and when somebody is erased."""

    FACT = "fact"
    """A number, day, moment, choice or link: handed out, and stays."""
    WORDS = "words"
    """What was written by or about the person: handed out, emptied on erasure."""
    NAMES = "names"
    """What identifies somebody: handed out, replaced by a tombstone on their erasure."""
    KEPT = "kept"
    """Text that says nothing of the person by itself: handed out, and stays; `why` says why."""
    FILE = "file"
    """Where a file lies: the file is handed out, and goes on erasure."""
    COPY = "copy"
    """Where a picture or copy of a file lies: not handed out, goes with the file."""
    PERSON = "person"
    """A link to somebody else: handed out as their name under the column's name, no more."""
    OUTSIDER = "outsider"
    """Names or reaches somebody without an account: never handed out to another."""
    SECRET = "secret"  # noqa: S105 - says what it is, and holds none
    """Opens a door, or keeps a hash from being guessed: never handed out."""


SUBJECT = "subject"
"""Instead of a column: the row is about whom the thing is about that it names by class and id."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """What one table holds about whom.

    `by` names the columns that lead to the person: to `users`, to a row that is itself about
    somebody, or, written `column=other`, to whoever has that value in the column of `users`.
    `once` names a moment or day that must be set before the person sees the row, in this table
    or, written `column.other`, in the one a column leads to; the person who wrote the row, named
    by `own`, sees it from the first. `left_out` says why rows are not handed out as they are.
    """

    name: str
    kind: Kind
    why: str = ""
    by: tuple[str, ...] = ()
    columns: Mapping[str, Treatment] = field(default_factory=dict)
    whose: Mapping[str, str] = field(default_factory=dict)
    once: str = ""
    own: str = ""
    left_out: str = ""


def about(
    name: str,
    by: str,
    *,
    words: str = "",
    names: str = "",
    kept: str = "",
    hidden: str = "",
    outsiders: str = "",
    copies: str = "",
    why: str = "",
    once: str = "",
    own: str = "",
    left_out: str = "",
) -> Table:
    """Declare a table about somebody. `names="printed_name=signer_id"`: it names the signer."""
    pairs = [pair.partition("=") for pair in names.split()]
    treated = {
        Treatment.WORDS: words.split(),
        Treatment.NAMES: [column for column, _equals, _whose in pairs],
        Treatment.KEPT: kept.split(),
        Treatment.SECRET: hidden.split(),
        Treatment.OUTSIDER: outsiders.split(),
        Treatment.COPY: copies.split(),
    }
    return Table(
        name=name,
        kind=Kind.ABOUT,
        why=why,
        by=tuple(by.split()),
        columns={one: treatment for treatment, many in treated.items() for one in many},
        whose={column: whose for column, _equals, whose in pairs if whose},
        once=once,
        own=own,
        left_out=left_out,
    )


def nobody(why: str, tables: str, *, outsiders: str = "") -> list[Table]:
    """Declare tables about nobody; `outsiders`, as `table.column`, name people without an account."""
    pairs = [place.split(".") for place in outsiders.split()]
    if stray := {table for table, _column in pairs} - set(tables.split()):
        raise ValueError(f"Names of outsiders in tables not declared here: {sorted(stray)}")
    return [
        Table(
            name=name,
            kind=Kind.NOBODY,
            why=why,
            columns={column: Treatment.OUTSIDER for table, column in pairs if table == name},
        )
        for name in tables.split()
    ]


def secret(why: str, tables: str, *, by: str = "") -> list[Table]:
    """Declare tables of which nothing is ever handed out; `by` leads to the person, if any."""
    return _alike(Kind.SECRET, why, tables, by)


def bulk(why: str, tables: str) -> list[Table]:
    """Declare tables of files sent in about many people, told about each by the rows they became."""
    return _alike(Kind.BULK, why, tables)


def _alike(kind: Kind, why: str, tables: str, by: str = "") -> list[Table]:
    return [Table(name=name, kind=kind, why=why, by=tuple(by.split())) for name in tables.split()]


def by_name(parts: Iterable[Table | list[Table]]) -> dict[str, Table]:
    """Put declarations under their tables' names, or raise `ValueError` where two speak of one."""
    every = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    named = {one.name: one for one in every}
    if len(named) != len(every):
        raise ValueError("A table is declared twice.")
    return named
