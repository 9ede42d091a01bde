"""The one matrix of a year's coverage, with names: assessor by unit by site by kind of evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from trainer.core.text import gettext as _
from trainer.sampling import queries
from trainer.sampling.coverage import NOTHING, Cell, Coverage, Place, Work
from trainer.sampling.wording import method_said


class Kept(NamedTuple):
    """What of the matrix is shown: one assessor, one site, only lines with a gap."""

    assessor: int | None = None
    site: int | None = None
    gaps: bool = False

    def shows(self, line: "Line") -> bool:
        """Say whether a line is shown."""
        return (
            self.assessor in {None, line.work.assessor}
            and self.site in {None, line.work.site}
            and (line.has_gap or not self.gaps)
        )


@dataclass(frozen=True)
class Line:
    """An assessor's decisions on a unit at a site: all together, and by kind of evidence."""

    work: Work
    assessor: str
    unit: str
    site: str
    whole: Cell
    cells: Sequence[Cell]

    @property
    def has_gap(self) -> bool:
        """Whether of some kind of evidence nothing was looked into."""
        return any(cell.is_gap for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """Every line by assessor, unit and site; `methods` names the columns of their cells."""

    methods: Sequence[str]
    lines: Sequence[Line]

    @property
    def gaps(self) -> int:
        """How many cells hold decisions of which none was looked into."""
        return sum(cell.is_gap for line in self.lines for cell in line.cells)

    def of(self, kept: Kept) -> list[Line]:
        """List what is to be shown."""
        return [line for line in self.lines if kept.shows(line)]

    def choices(self) -> dict[str, list[tuple[int, str]]]:
        """List whose decisions there are, and where, to narrow the matrix by."""
        people = {line.work.assessor: line.assessor for line in self.lines}
        sites = {line.work.site: line.site for line in self.lines if line.work.site is not None}
        return {
            "assessors": sorted(people.items(), key=lambda one: one[1]),
            "sites": sorted(sites.items(), key=lambda one: one[1]),
        }

    def cells(self, lines: Sequence[Line] | None = None) -> Iterator[dict[str, Any]]:
        """Give every cell that holds something as one row, for files, packs and commands."""
        for line in self.lines if lines is None else lines:
            for method, cell in zip(self.methods, line.cells, strict=True):
                if cell.decided:
                    yield {
                        "assessor": line.assessor,
                        "unit": line.unit,
                        "site": line.site,
                        "method": method,
                        "decided": cell.decided,
                        "looked": cell.looked,
                        "disagreed": cell.disagreed,
                        "gap": cell.is_gap,
                    }


def matrix_of(coverage: Coverage) -> Matrix:
    """Put names for ids in the matrix; three statements, however much was decided."""
    methods = sorted({place.method for place in coverage.matrix}, key=_method)
    people = queries.names_of({work.assessor for work in coverage.whole})
    units = queries.unit_titles({work.unit for work in coverage.whole})
    sites = queries.names_of_sites()
    lines = [
        Line(
            work,
            people[work.assessor],
            units.get(work.unit, work.unit),
            sites.get(str(work.site), ""),
            whole,
            [coverage.matrix.get(Place(work, method), NOTHING) for method in methods],
        )
        for work, whole in coverage.whole.items()
    ]
    lines.sort(key=lambda line: (line.assessor, line.work.assessor, line.unit, line.site))
    return Matrix([_method(one) for one in methods], lines)


def _method(kind: str) -> str:
    return str(method_said(kind)) if kind else str(_("No evidence named"))
