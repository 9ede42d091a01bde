"""Giving identifiers to what is published: the one from the file if it is free, else our own."""

import uuid
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from trainer.catalogue.comparing import Comparison, Effect, UnitChange
from trainer.catalogue.importing import identifiers
from trainer.catalogue.models import Criterion, LearningOutcome, Qualification, Unit
from trainer.extensions import db

AT_ONCE = 5000
"""How many identifiers one statement asks for; databases set a bound."""


class Identifiers:
    """Gives out identifiers, none of them twice."""

    def __init__(self, comparison: Comparison) -> None:
        wanted = set(_wanted(comparison))
        self._taken = set(_held(wanted))

    def give(self, *candidates: str | None) -> str:
        """Give the first of these that is free, or a new one."""
        free = (one for one in candidates if one and one not in self._taken)
        found = next(free, None) or str(uuid.uuid4())
        self._taken.add(found)
        return found


def for_unit(change: UnitChange) -> tuple[str | None, str]:
    """Say by what a unit may be known, the best first."""
    return change.entry.identifier, identifiers.of_unit(change.entry.code)


def for_part(given: str | None, ours: str, version: int) -> tuple[str | None, ...]:
    """Say by what an outcome or a criterion may be known, the best first.

    A signed decision names the wording it was about by this, so each version has its own.
    """
    return given, ours, identifiers.made(ours, "version", str(version))


def _wanted(comparison: Comparison) -> Iterator[str]:
    for one in comparison.qualifications:
        if one.effect is Effect.NEW:
            yield from filter(
                None, (one.entry.identifier, identifiers.of_qualification(one.entry.code))
            )
    for unit in comparison.units:
        if unit.effect is not Effect.SAME:
            yield from _wanted_by(unit)


def _wanted_by(change: UnitChange) -> Iterator[str]:
    former = change.former
    version = former.number + 1 if former else 1
    yield from filter(None, for_unit(change))
    unit = former.unit.identifier if former else change.entry.identifier
    unit = unit or identifiers.of_unit(change.entry.code)
    for outcome in change.entry.outcomes:
        ours = identifiers.of_outcome(unit, outcome.number)
        yield from filter(None, for_part(outcome.identifier, ours, version))
        for criterion in outcome.criteria:
            ours = identifiers.of_criterion(unit, criterion.number)
            yield from filter(None, for_part(criterion.identifier, ours, version))


def _held(wanted: Iterable[str]) -> Iterator[str]:
    everything = sorted(wanted)
    for start in range(0, len(everything), AT_ONCE):
        some = everything[start : start + AT_ONCE]
        for table in (Qualification, Unit, LearningOutcome, Criterion):
            yield from db.session.scalars(
                sa.select(table.identifier).where(table.identifier.in_(some))
            )
