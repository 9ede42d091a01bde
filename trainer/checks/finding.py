"""What a check found wrong, and how checks are written down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from trainer.extensions import db

BATCH = 300

Row = TypeVar("Row")


@dataclass(frozen=True)
class Finding:
    """One thing that must never be so, and is."""

    invariant: str
    says: str


@dataclass(frozen=True)
class Check:
    """An invariant: its number, what must hold, and how violations are found."""

    invariant: str
    holds: str
    violations: Callable[[], Iterable[str]]

    def findings(self) -> Iterator[Finding]:
        """Look at the records now."""
        for says in self.violations():
            yield Finding(self.invariant, says)


def batched(found: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Take what was found some hundreds at a time, so that what belongs to it is loaded together."""
    for first in range(0, len(found), BATCH):
        yield found[first : first + BATCH]


def rows(statement: sa.Select[int], sentence: str) -> Callable[[], Iterator[str]]:
    """Make a check of a select whose every row is a violation; `%s` in the sentence is its id."""

    def violations() -> Iterator[str]:
        for found in db.session.scalars(statement):
            yield sentence % found

    return violations
