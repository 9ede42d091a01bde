"""What stands across the matrix: a kind of column joins by a source of columns and of how people stand."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from trainer.training.rules.standing import COVERED, TO_DO, WANTING, SkillState, Standing


class Column(NamedTuple):
    """Something that is asked of people: a skill, a unit."""

    key: int
    name: str
    kind: str


Marks = Mapping[int, Standing]
"""How one person stands, by column."""


class Totals(NamedTuple):
    """What somebody's row comes to, and the nearest day on which there is something to do."""

    asked: int
    covered: int
    gaps: int
    to_do: int
    next_on: date | None


@dataclass
class Tally:
    """What the matrix adds up to: by person, and by column.

    Of a column: of how many it is asked, how many of them cover it, for how many of these it ends
    within its renewal days, and one of those who cover it.
    """

    people: dict[int, Totals] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)
    covered: Counter[int] = field(default_factory=Counter)
    ending: Counter[int] = field(default_factory=Counter)
    by: dict[int, int] = field(default_factory=dict)

    def add(
        self, person_id: int, lasting: Collection[int], others: Iterable[tuple[int, Standing]]
    ) -> None:
        """Add somebody who holds some for long, and stands with others in this way.

        Whoever is exempt is not counted among those of whom it is asked.
        """
        self.asked.update(lasting)
        self.covered.update(lasting)
        self.by.update(dict.fromkeys(lasting, person_id))
        asked = covered = len(lasting)
        gaps = to_do = 0
        days: list[date] = []
        for key, standing in others:
            if standing.state is SkillState.EXEMPT:
                continue
            asked += 1
            self.asked[key] += 1
            if standing.state in COVERED:
                covered += 1
                self.covered[key] += 1
                self.by[key] = person_id
            if standing.state in WANTING:
                gaps += 1
            if standing.state in TO_DO:
                to_do += 1
                self.ending[key] += standing.state in COVERED
                if standing.deadline is not None:
                    days.append(standing.deadline)
        self.people[person_id] = Totals(asked, covered, gaps, to_do, min(days, default=None))

    def hangs_on_one(self, key: int) -> bool:
        """Say whether one person alone covers what is asked of several."""
        return self.covered[key] == 1 < self.asked[key]

    def all_end(self, key: int) -> bool:
        """Say whether it ends within its renewal days for everybody who covers it."""
        return 0 < self.covered[key] == self.ending[key]


class Source(Protocol):
    """A kind of column, and how people stand in each."""

    def columns(self) -> Sequence[Column]:
        """List every column there is on the day, by name."""

    def asked(self, among: Sequence[int]) -> set[int]:
        """Name the columns in which something is asked of any of these people."""

    def tally(self, among: Sequence[int], keys: Collection[int]) -> Tally:
        """Add up how these people stand in these columns, quickly for thousands."""

    def marks(self, among: Sequence[int], keys: Collection[int]) -> Mapping[int, Marks]:
        """Tell how these few people stand in these columns, each with its day."""
