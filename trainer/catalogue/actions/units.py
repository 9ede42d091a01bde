"""Writing the next version of units with their outcomes, criteria and lineage, many at once."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from trainer.catalogue.comparing import UnitChange
from trainer.catalogue.identifying import Identifiers, for_criterion, for_outcome, for_unit
from trainer.catalogue.importing import UnitEntry
from trainer.catalogue.lineage import Line
from trainer.catalogue.lineage.keeping import Following, write_lineage
from trainer.catalogue.models import Criterion, LearningOutcome, Unit, UnitVersion
from trainer.core import clock
from trainer.extensions import db

Criteria = list[tuple[LearningOutcome, dict[str, object]]]
"""The criteria of units, each with the outcome it belongs to."""


def publish_units(
    changes: Sequence[UnitChange], names: Identifiers, confirmed: Mapping[str, Sequence[Line]]
) -> list[UnitVersion]:
    """Write these units down, and what became of the criteria of those that had a version before."""
    criteria: Criteria = []
    versions = []
    for change in changes:
        version = _version(change, names)
        criteria += _write_outcomes(version, change.entry, names)
        versions.append(version)
    db.session.flush()  # Criteria are put in at once, and name their outcomes by id.
    _insert_criteria(criteria)
    write_lineage(
        [
            _following(version, change, confirmed.get(change.entry.code))
            for version, change in zip(versions, changes, strict=True)
            if change.former is not None
        ]
    )
    return versions


def _version(change: UnitChange, names: Identifiers) -> UnitVersion:
    entry, former = change.entry, change.former
    unit = former.unit if former else None
    if unit is None:
        unit = Unit(code=entry.code, identifier=names.give(for_unit(change)))
    version = UnitVersion(
        unit=unit,
        number=former.number + 1 if former else 1,
        code=entry.code,
        title=entry.title,
        level=entry.level,
        credit=entry.credit,
        glh=entry.glh,
        facts=entry.facts,
        wording=entry.wording,
        prompts=entry.prompts,
        content_hash=change.fingerprint,
        published_at=clock.now(),
    )
    db.session.add(version)
    return version


def _write_outcomes(
    version: UnitVersion, entry: UnitEntry, names: Identifiers
) -> Iterator[tuple[LearningOutcome, dict[str, object]]]:
    place, unit = 0, version.unit.identifier
    for position, told in enumerate(entry.outcomes):
        outcome = LearningOutcome(
            identifier=names.give(for_outcome(told.identifier, unit, told.number, version.number)),
            unit_version=version,
            number=told.number,
            title=told.title,
            kind=told.kind,
            position=position,
        )
        db.session.add(outcome)
        for criterion in told.criteria:
            number = criterion.number
            row = {
                "identifier": names.give(
                    for_criterion(criterion.identifier, unit, number, version.number)
                ),
                "number": number,
                "text": criterion.text,
                "words": criterion.words,
                "position": place,
            }
            place += 1
            yield outcome, row


def _insert_criteria(written: Criteria) -> None:
    rows = [
        {**row, "outcome_id": outcome.id, "unit_version_id": outcome.unit_version_id}
        for outcome, row in written
    ]
    if rows:
        db.session.execute(sa.insert(Criterion), rows)


def _following(
    version: UnitVersion, change: UnitChange, confirmed: Sequence[Line] | None
) -> Following:
    former = change.former.id if change.former else 0
    lines = change.lines if confirmed is None else confirmed
    return Following(version.id, former, tuple(lines), confirmed=confirmed is not None)
