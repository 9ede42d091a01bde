"""Setting a file beside the catalogue: each unit and qualification, and what becomes of criteria."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.catalogue.comparing.becoming import with_lineage
from trainer.catalogue.comparing.changes import (
    Comparison,
    Effect,
    FrameworkChange,
    QualificationChange,
    UnitChange,
)
from trainer.catalogue.comparing.entries import entry_of
from trainer.catalogue.comparing.latest import is_latest, latest_units
from trainer.catalogue.importing import Plan, QualificationEntry, UnitEntry
from trainer.catalogue.models import (
    Framework,
    GroupedUnit,
    Qualification,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
)
from trainer.catalogue.structures import with_units
from trainer.extensions import db


def compare(plan: Plan) -> Comparison:
    """Set a plan beside the catalogue; a qualification follows when a unit of it changes."""
    codes = {unit.code for unit in plan.units}
    codes.update(code for one in plan.qualifications for code in one.units())
    latest = latest_units(codes)
    units = with_lineage([_unit_change(entry, latest.get(entry.code)) for entry in plan.units])
    changed = {one.former.id for one in units if one.effect is Effect.CHANGED and one.former}
    versions = _latest_versions([one.code for one in plan.qualifications], changed)
    entries = [(entry, False) for entry in plan.qualifications]
    named = {entry.code for entry in plan.qualifications}
    entries += [(entry_of(one), True) for code, one in versions.items() if code not in named]
    hashes = {one.code: one.content_hash for one in latest.values()}
    for version in versions.values():
        for code, held in _hashes_of(version).items():
            hashes.setdefault(code, held)
    hashes.update({one.entry.code: one.fingerprint for one in units})
    return Comparison(
        frameworks=tuple(_frameworks(plan)),
        units=units,
        qualifications=tuple(
            _qualification_change(entry, versions.get(entry.code), hashes, follows=follows)
            for entry, follows in entries
        ),
    )


def _frameworks(plan: Plan) -> Iterator[FrameworkChange]:
    codes = [entry.code for entry in plan.frameworks]
    held = db.session.scalars(sa.select(Framework).where(Framework.code.in_(codes)))
    by_code = {framework.code: framework for framework in held}
    for entry in plan.frameworks:
        former = by_code.get(entry.code)
        effect = Effect.NEW if former is None else Effect.CHANGED
        if former is not None and (former.title, former.kind) == (entry.title, entry.kind):
            effect = Effect.SAME
        yield FrameworkChange(effect, entry, former)


def _latest_versions(
    codes: Collection[str], units: Collection[int]
) -> dict[str, QualificationVersion]:
    """Find the latest versions of these qualifications and of those that list these units."""
    listing = (
        sa.select(UnitGroup.version_id)
        .join(GroupedUnit, GroupedUnit.group_id == UnitGroup.id)
        .where(GroupedUnit.unit_version_id.in_(units))
    )
    found = db.session.scalars(
        with_units(sa.select(QualificationVersion))
        .join(QualificationVersion.qualification)
        .options(selectinload(QualificationVersion.numbers))
        .where(
            is_latest(),
            sa.or_(Qualification.code.in_(codes), QualificationVersion.id.in_(listing)),
        )
        .order_by(Qualification.id)
    )
    return {version.qualification.code: version for version in found}


def _hashes_of(version: QualificationVersion) -> dict[str, str]:
    members = [member.unit_version for group in version.groups for member in group.members]
    return {unit.code: unit.content_hash for unit in members}


def _unit_change(entry: UnitEntry, former: UnitVersion | None) -> UnitChange:
    fingerprint = entry.fingerprint()
    effect = Effect.NEW if former is None else Effect.CHANGED
    if former is not None and former.content_hash == fingerprint:
        effect = Effect.SAME
    return UnitChange(effect, entry, former, fingerprint)


def _qualification_change(
    entry: QualificationEntry,
    former: QualificationVersion | None,
    hashes: dict[str, str],
    *,
    follows: bool,
) -> QualificationChange:
    fingerprint = entry.fingerprint([hashes[code] for code in entry.units()])
    if former is None:
        effect = Effect.NEW
    elif former.content_hash != fingerprint:
        effect = Effect.CHANGED
    else:
        effect = Effect.SAME if _standing(entry) == _standing(entry_of(former)) else Effect.DATES
    return QualificationChange(effect, entry, former, fingerprint, follows)


def _standing(entry: QualificationEntry) -> list[object]:
    dates = [
        (one.organisation, one.number, one.registration_ends, one.certification_ends)
        for one in entry.numbers
    ]
    return [entry.status, *dates]
