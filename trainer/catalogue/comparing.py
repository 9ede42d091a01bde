"""What a file would change: each unit and qualification beside what the catalogue holds of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from trainer.catalogue import rules
from trainer.catalogue.codes import CodeFinding, check
from trainer.catalogue.importing import (
    FrameworkEntry,
    GroupEntry,
    Known,
    MethodEntry,
    NumberEntry,
    Plan,
    QualificationEntry,
    UnitEntry,
)
from trainer.catalogue.models import (
    Framework,
    GroupedUnit,
    Qualification,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
)
from trainer.catalogue.structures import with_units
from trainer.extensions import db


class Effect(StrEnum):
    """What an import would do to one thing."""

    NEW = "new"
    CHANGED = "changed"
    DATES = "dates"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FrameworkChange:
    """One framework of a file beside what it is called now; it has no versions."""

    effect: Effect
    entry: FrameworkEntry
    former: Framework | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit of a file beside its latest version."""

    effect: Effect
    entry: UnitEntry
    former: UnitVersion | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class QualificationChange:
    """One qualification beside its latest version; `follows` where only its units changed."""

    effect: Effect
    entry: QualificationEntry
    former: QualificationVersion | None
    fingerprint: str
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a file would do."""

    frameworks: tuple[FrameworkChange, ...]
    units: tuple[UnitChange, ...]
    qualifications: tuple[QualificationChange, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether the catalogue holds all of it already."""
        effects = {one.effect for one in self.frameworks} | {one.effect for one in self.units}
        effects |= {one.effect for one in self.qualifications}
        return effects <= {Effect.SAME}


def slips(comparison: Comparison) -> list[CodeFinding]:
    """List the numbers a file would add whose check character does not fit."""
    new = [one.entry.code for one in comparison.units if one.former is None]
    for change in comparison.qualifications:
        held = {one.number for one in change.former.numbers} if change.former else set()
        new += [one.number for one in change.entry.numbers if one.number not in held]
    return [one for one in map(check, dict.fromkeys(new)) if one.is_right is False]


def known() -> Known:
    """Tell what a file may build on: the frameworks and the latest version of every unit."""
    units = db.session.execute(
        sa.select(UnitVersion.code, UnitVersion.level, UnitVersion.credit, UnitVersion.title).where(
            is_latest_unit()
        )
    )
    names = {
        kind: db.session.execute(sa.select(kind.identifier, kind.code)).all()
        for kind in (Unit, Qualification)
    }
    return Known(
        frameworks=frozenset(db.session.scalars(sa.select(Framework.code))),
        units={
            code: rules.Unit(code, level, credit, title) for code, level, credit, title in units
        },
        qualifications=frozenset(code for _name, code in names[Qualification]),
        names={name: code for held in names.values() for name, code in held},
    )


def is_latest_unit() -> sa.ColumnElement[bool]:
    """Match the last published version of each unit."""
    other = sa.orm.aliased(UnitVersion)
    newest = sa.select(sa.func.max(other.number)).where(
        other.unit_id == UnitVersion.unit_id, other.published_at.is_not(None)
    )
    return UnitVersion.number == newest.scalar_subquery()


def is_latest() -> sa.ColumnElement[bool]:
    """Match the last published version of each qualification."""
    other = sa.orm.aliased(QualificationVersion)
    newest = sa.select(sa.func.max(other.number)).where(
        other.qualification_id == QualificationVersion.qualification_id,
        other.published_at.is_not(None),
    )
    return QualificationVersion.number == newest.scalar_subquery()


def compare(plan: Plan) -> Comparison:
    """Set a plan beside the catalogue; a qualification follows when a unit of it changes."""
    codes = {unit.code for unit in plan.units}
    codes.update(code for one in plan.qualifications for code in one.units())
    latest = latest_units(codes)
    units = tuple(_unit_change(entry, latest.get(entry.code)) for entry in plan.units)
    changed = {one.former.id for one in units if one.effect is Effect.CHANGED and one.former}
    versions = _latest_versions([one.code for one in plan.qualifications], changed)
    entries = [(entry, False) for entry in plan.qualifications]
    named = {entry.code for entry in plan.qualifications}
    entries += [(entry_of(one), True) for code, one in versions.items() if code not in named]
    hashes = {one.code: one.content_hash for one in latest.values()}
    for version in versions.values():
        hashes = {**_hashes_of(version), **hashes}
    hashes.update({one.entry.code: one.fingerprint for one in units})
    return Comparison(
        frameworks=tuple(_frameworks(plan)),
        units=units,
        qualifications=tuple(
            _qualification_change(entry, versions.get(entry.code), hashes, follows=follows)
            for entry, follows in entries
        ),
    )


def latest_units(codes: Collection[str]) -> dict[str, UnitVersion]:
    """Find the latest versions of these units, by code."""
    found = db.session.scalars(
        sa.select(UnitVersion)
        .join(UnitVersion.unit)
        .options(contains_eager(UnitVersion.unit))
        .where(Unit.code.in_(codes), is_latest_unit())
    )
    return {version.code: version for version in found}


def entry_of(version: QualificationVersion) -> QualificationEntry:
    """Write a version back as the entry it was made from."""
    return QualificationEntry(
        identifier=version.qualification.identifier,
        code=version.qualification.code,
        framework=version.qualification.framework.code,
        title=version.title,
        level=version.level,
        credit=version.credit,
        tqt=version.tqt,
        glh_min=version.glh_min,
        glh_max=version.glh_max,
        structure=version.structure,
        facts=version.facts,
        status=version.status,
        assessment=version.assessed,
        body=version.body,
        note=version.note,
        methods=[MethodEntry(**method) for method in version.methods],
        grades=version.grades,
        numbers=[
            NumberEntry(
                organisation=one.organisation,
                scheme=one.scheme,
                number=one.number,
                registration_ends=one.registration_ends,
                certification_ends=one.certification_ends,
            )
            for one in version.numbers
        ],
        groups=[
            GroupEntry(
                code=group.code,
                title=group.title,
                complete=group.complete,
                units=[member.unit_version.code for member in group.members],
            )
            for group in version.groups
        ],
        rules=version.rules,
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
