"""What of a qualification's decisions has been looked into in a year, and where the gaps are."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from trainer.core import clock
from trainer.sampling.models import Strategy
from trainer.sampling.record import decided_since, seen_since
from trainer.sampling.resting import rates_of
from trainer.sampling.rules.drawing import Row
from trainer.sampling.rules.risk import Rate, Verdict
from trainer.sampling.rules.settings import Settings

K = TypeVar("K", bound=Hashable)

YEAR = 12
"""Months over which coverage is shown."""


@dataclass(frozen=True)
class Cell:
    """How many decisions were made, looked into, and disagreed with."""

    decided: int = 0
    looked: int = 0
    disagreed: int = 0

    @property
    def is_gap(self) -> bool:
        """Whether there were decisions, and none was looked into."""
        return self.decided > 0 and self.looked == 0

    @property
    def share(self) -> int:
        """What share was looked into, in per cent."""
        return round(100 * self.looked / self.decided) if self.decided else 100


NOTHING = Cell()


class Work(NamedTuple):
    """Whose decisions, on which unit, at which site: one line of the matrix."""

    assessor: int
    unit: str
    site: int | None


class Place(NamedTuple):
    """One cell of the matrix: such decisions as far as they rest on one kind of evidence."""

    work: Work
    method: str


@dataclass(frozen=True)
class Grid:
    """Assessors by units, methods or sites: the cells that hold something."""

    rows: tuple[int, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[int, str], Cell]

    def at(self, row: int, column: str) -> Cell:
        """Give the cell of an assessor and a unit, method or site."""
        return self.cells.get((row, column), NOTHING)

    def gaps(self) -> list[tuple[int, str]]:
        """List where decisions were made and none was looked into."""
        return [
            (row, column)
            for row in self.rows
            for column in self.columns
            if self.at(row, column).is_gap
        ]


@dataclass(frozen=True)
class Coverage:
    """A year of looks at a qualification, against what its strategy asks for.

    `matrix` is assessor by unit by site by kind of evidence, `whole` the same without the kinds: a
    decision that rests on several kinds is in the cell of each, and once in the whole. The grids
    are what of it each target asks about.
    """

    matrix: Mapping[Place, Cell]
    whole: Mapping[Work, Cell]
    assessors: Mapping[int, Cell]
    candidates: Cell
    rates: Mapping[int, Rate]
    units: Grid
    methods: Grid
    sites: Grid

    def is_short(self, assessor: int) -> bool:
        """Say whether less of an assessor's work was looked into than their rate asks for."""
        rate = self.rates.get(assessor)
        return rate is not None and self.assessors[assessor].share < rate.per_cent


def coverage_of(qualification_id: int, strategy: Strategy | None) -> Coverage:
    """Put together what was decided and what was looked into within the last year."""
    since = clock.end_of(clock.months_after(clock.today(), -YEAR))
    seen = seen_since(qualification_id, since)
    looked = list({one.row.id: one.row for one in seen}.values())
    wrong = list({one.row.id: one.row for one in seen if one.verdict is Verdict.DISAGREED}.values())
    begun = {row.id: row for row in decided_since(qualification_id, since)}
    decided = list((begun | {row.id: row for row in looked}).values())

    def grid(keys: Callable[[Row], Iterable[str]]) -> Grid:
        return _grid(decided, looked, wrong, keys)

    assessors = _cells(decided, looked, wrong, lambda row: [row.assessor])
    people = {row.candidate for row in decided}
    settings = Settings.from_data(strategy.settings) if strategy else None
    return Coverage(
        matrix=_cells(decided, looked, wrong, _places_of),
        whole=_cells(decided, looked, wrong, lambda row: [_work_of(row)]),
        assessors=assessors,
        candidates=Cell(len(people), len(people & {row.candidate for row in looked})),
        rates=rates_of(settings, qualification_id, assessors) if settings else {},
        units=grid(lambda row: [row.unit]),
        methods=grid(lambda row: row.methods),
        sites=grid(lambda row: [] if row.site is None else [str(row.site)]),
    )


def _work_of(row: Row) -> Work:
    return Work(row.assessor, row.unit, row.site)


def _places_of(row: Row) -> list[Place]:
    return [Place(_work_of(row), method) for method in row.methods or ("",)]


def _grid(
    decided: Iterable[Row],
    looked: Iterable[Row],
    wrong: Iterable[Row],
    keys: Callable[[Row], Iterable[str]],
) -> Grid:
    cells = _cells(decided, looked, wrong, lambda row: [(row.assessor, key) for key in keys(row)])
    rows = sorted({assessor for assessor, _key in cells})
    return Grid(tuple(rows), tuple(sorted({key for _assessor, key in cells})), cells)


def _cells(
    decided: Iterable[Row],
    looked: Iterable[Row],
    wrong: Iterable[Row],
    keys: Callable[[Row], Iterable[K]],
) -> dict[K, Cell]:
    made, seen, sent = (
        Counter(k for row in rows for k in keys(row)) for rows in (decided, looked, wrong)
    )
    return {key: Cell(made[key], seen[key], sent[key]) for key in made | seen}
