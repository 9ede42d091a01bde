"""Giving identifiers to what is published: the one from the file if it is free, else our own."""

import uuid
from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa

from trainer.catalogue.comparing import Comparison, Effect, UnitChange
from trainer.catalogue.importing import identifiers
from trainer.catalogue.models import Criterion, LearningOutcome, Qualification, Unit
from trainer.extensions import db

Candidates = Iterator[str]
"""What something may be known by, the best first; the rest are made only when they are needed."""


class Identifiers:
    """Gives out identifiers, none of them twice."""

    def __init__(self, comparison: Comparison) -> None:
        everything = list(_candidates(comparison))
        self._taken = _held({one for first, _rest in everything for one in first})
        rest = (rest for first, rest in everything if self._taken.issuperset(first))
        self._taken |= _held({one for candidates in rest for one in candidates})

    def give(self, candidates: Candidates) -> str:
        """Give the first of these that is free, or a new one."""
        found = next((one for one in candidates if one not in self._taken), None)
        found = found or str(uuid.uuid4())
        self._taken.add(found)
        return found


def for_qualification(given: str | None, code: str) -> Candidates:
    """Say by what a qualification may be known."""
    if given:
        yield given
    yield identifiers.of_qualification(code)


def for_unit(change: UnitChange) -> Candidates:
    """Say by what a unit may be known."""
    if change.entry.identifier:
        yield change.entry.identifier
    yield identifiers.of_unit(change.entry.code)


def for_outcome(given: str | None, unit: str, number: str, version: int) -> Candidates:
    """Say by what an outcome may be known."""
    if given:
        yield given
    yield from _ours(identifiers.of_outcome(unit, number), version)


def for_criterion(given: str | None, unit: str, number: str, version: int) -> Candidates:
    """Say by what a criterion may be known.

    A signed decision names the wording it was about by this, so each version has its own.
    """
    if given:
        yield given
    yield from _ours(identifiers.of_criterion(unit, number), version)


def _ours(ours: str, version: int) -> Candidates:
    yield ours
    yield identifiers.made(ours, "version", str(version))


def _candidates(comparison: Comparison) -> Iterator[tuple[list[str], Candidates]]:
    """List for each thing its best candidate, and the rest to be looked up where that is taken."""
    for one in comparison.qualifications:
        if one.effect is Effect.NEW:
            yield _parted(for_qualification(one.entry.identifier, one.entry.code))
    for unit in comparison.units:
        if unit.effect is not Effect.SAME:
            yield from map(_parted, _wanted_by(unit))


def _parted(candidates: Candidates) -> tuple[list[str], Candidates]:
    return [next(candidates)], candidates


def _wanted_by(change: UnitChange) -> Iterator[Candidates]:
    former = change.former
    version = former.number + 1 if former else 1
    yield for_unit(change)
    unit = former.unit.identifier if former else change.entry.identifier
    unit = unit or identifiers.of_unit(change.entry.code)
    for outcome in change.entry.outcomes:
        yield for_outcome(outcome.identifier, unit, outcome.number, version)
        for criterion in outcome.criteria:
            yield for_criterion(criterion.identifier, unit, criterion.number, version)


def _held(wanted: Collection[str]) -> set[str]:
    """Find those that something in the catalogue has already. Four statements, however many."""
    if not wanted:
        return set()
    given = _unpacked(wanted)
    held: set[str] = set()
    for table in (Qualification, Unit, LearningOutcome, Criterion):
        held.update(
            db.session.scalars(sa.select(table.identifier).where(table.identifier.in_(given)))
        )
    return held


def _unpacked(wanted: Iterable[str]) -> sa.Select[str]:
    """Send them as one value, which the database takes apart: tens of thousands would be too many."""
    packed = sa.literal(list(wanted), sa.JSON)
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    unpack = sa.func.json_array_elements_text if is_postgresql else sa.func.json_each
    return sa.select(unpack(packed).table_valued("value").c.value)
