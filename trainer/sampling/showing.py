"""Samples and coverage as pages show them: ids replaced by names, reasons by sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trainer.core.database import AnyRow
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.sampling import queries
from trainer.sampling.coverage import Cell, Coverage, Grid
from trainer.sampling.facts import plain_rows
from trainer.sampling.models import Stage
from trainer.sampling.population import in_force, population_of
from trainer.sampling.resting import rates_of
from trainer.sampling.rules.risk import Rate
from trainer.sampling.rules.settings import Settings
from trainer.sampling.wording import Said, method_said, rate_said, reasons_said


class Waiting(NamedTuple):
    """How many of an assessor's decisions a draw would be from, and what share holds for them."""

    name: str
    summative: int
    interim: int
    rate: Rate | None
    says: str


def waiting(qualification_id: int) -> list[Waiting]:
    """Say for each assessor what a draw made now would be from."""
    strategy = db.session.scalar(in_force(qualification_id))
    counted = {
        stage: _by_assessor(qualification_id, stage) for stage in (Stage.SUMMATIVE, Stage.INTERIM)
    }
    people = set(counted[Stage.SUMMATIVE]) | set(counted[Stage.INTERIM])
    names = queries.names_of(people)
    settings = Settings.from_data(strategy.settings) if strategy else None
    rates = rates_of(settings, qualification_id, people) if settings else {}
    found = [
        Waiting(
            names[who],
            counted[Stage.SUMMATIVE].get(who, 0),
            counted[Stage.INTERIM].get(who, 0),
            rates.get(who),
            rate_said(rates[who]) if who in rates else "",
        )
        for who in people
    ]
    return sorted(found, key=lambda one: one.name)


def _by_assessor(qualification_id: int, stage: Stage) -> dict[int, int]:
    counted: dict[int, int] = {}
    for row in plain_rows(population_of(qualification_id, stage)):
        counted[row.assessor] = counted.get(row.assessor, 0) + 1
    return counted


def reasons_of(rows: Sequence[AnyRow]) -> dict[int, list[Said]]:
    """Say of each row of a sample why it was picked or left out, by the id of the row."""
    sites = queries.names_of_sites()
    reasons = queries.reasons_of([row.id for row in rows])
    return {row.id: reasons_said(reasons[row.id], row.assessor, sites) for row in rows}


class Line(NamedTuple):
    """One assessor in a list of shares: asked for and done, in per cent."""

    name: str
    says: str
    asked: int | None
    done: int
    is_short: bool
    cell: Cell


@dataclass(frozen=True)
class Heat:
    """A grid with names: a heading and the assessors' rows of cells."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    gaps: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Named:
    """A year's coverage with names."""

    candidates: Cell
    assessors: Sequence[Line]
    heats: Sequence[Heat]

    @property
    def assessors_seen(self) -> int:
        """How many assessors had something looked into."""
        return sum(line.cell.looked > 0 for line in self.assessors)


def named(coverage: Coverage) -> Named:
    """Put names for ids in a year's coverage."""
    names = queries.names_of(coverage.assessors)
    units = queries.unit_titles(coverage.units.columns)
    methods = {kind: method_said(kind) for kind in coverage.methods.columns}
    return Named(
        candidates=coverage.candidates,
        assessors=sorted(
            (_line(coverage, who, names[who]) for who in coverage.assessors),
            key=lambda line: line.name,
        ),
        heats=[
            _heat(_("Units"), coverage.units, names, units),
            _heat(_("Kinds of evidence"), coverage.methods, names, methods),
            _heat(_("Sites"), coverage.sites, names, queries.names_of_sites()),
        ],
    )


def _line(coverage: Coverage, who: int, name: str) -> Line:
    cell, rate = coverage.assessors[who], coverage.rates.get(who)
    return Line(
        name,
        rate_said(rate) if rate else "",
        rate.per_cent if rate else None,
        cell.share,
        coverage.is_short(who),
        cell,
    )


def _heat(heading: str, grid: Grid, names: Mapping[int, str], columns: Mapping[str, str]) -> Heat:
    rows = sorted(grid.rows, key=names.__getitem__)
    return Heat(
        heading,
        [columns.get(one, one) for one in grid.columns],
        [(names[who], [grid.at(who, one) for one in grid.columns]) for who in rows],
        [(names[who], columns.get(column, column)) for who, column in grid.gaps()],
    )
