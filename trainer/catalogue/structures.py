"""A qualification as the rules of combination see it, built from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.catalogue import rules
from trainer.catalogue.models import (
    GroupedUnit,
    Qualification,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
)
from trainer.extensions import db


@dataclass(frozen=True, slots=True)
class Combination:
    """A version with what may be combined in it; units go by their code."""

    version: QualificationVersion
    structure: rules.Structure
    units: Mapping[str, UnitVersion]

    def group_of(self, code: str, counted_in: Mapping[str, str]) -> str:
        """Name the group a unit is counted in, or else the first that lists it."""
        listing = (group.code for group in self.structure.groups if code in group.units)
        return counted_in.get(code) or next(listing)


def combination(version_id: int) -> Combination:
    """Load a version with its groups and units: three statements, whatever its size."""
    version = db.session.scalars(
        with_units(sa.select(QualificationVersion)).where(QualificationVersion.id == version_id)
    ).one()
    units = {
        member.unit_version.code: member.unit_version
        for group in version.groups
        for member in group.members
    }
    return Combination(version, structure_of(version), units)


def published_structure(version: QualificationVersion) -> rules.Structure:
    """Return the structure of a version; a published one is kept in memory, as it never changes."""
    if version.published_at is None:
        return combination(version.id).structure
    return _kept(version.id, version.content_hash, version.published_at)


@lru_cache(maxsize=256)
def _kept(version_id: int, _content_hash: str, _published_at: datetime) -> rules.Structure:
    return combination(version_id).structure


def outcome_of(version: QualificationVersion, codes: Sequence[str]) -> rules.Outcome:
    """Say what these units come to in a version; for a published one, worked out only once."""
    if version.published_at is None:
        return rules.evaluate(combination(version.id).structure, codes)
    kept = (version.id, version.content_hash, version.published_at)
    return _worked_out(*kept, tuple(codes))


@lru_cache(maxsize=4096)
def _worked_out(
    version_id: int, content_hash: str, published_at: datetime, codes: tuple[str, ...]
) -> rules.Outcome:
    return rules.evaluate(_kept(version_id, content_hash, published_at), codes)


def with_units(
    select: sa.Select[QualificationVersion],
) -> sa.Select[QualificationVersion]:
    """Load versions with their qualification, groups and units, and nothing else unasked."""
    members = selectinload(QualificationVersion.groups).selectinload(UnitGroup.members)
    return select.options(
        joinedload(QualificationVersion.qualification).joinedload(Qualification.framework),
        members.joinedload(GroupedUnit.unit_version),
        raiseload("*"),
    )


def structure_of(version: QualificationVersion) -> rules.Structure:
    """Read the groups and rules of a version that was loaded `with_units`."""
    members = [(group, [one.unit_version for one in group.members]) for group in version.groups]
    return rules.Structure(
        groups=tuple(
            rules.Group(group.code, group.title, tuple(unit.code for unit in units), group.complete)
            for group, units in members
        ),
        rules=tuple(rules.parse(mapping) for mapping in version.rules),
        units={
            unit.code: rules.Unit(unit.code, unit.level, unit.credit, unit.title)
            for _group, units in members
            for unit in units
        },
    )
