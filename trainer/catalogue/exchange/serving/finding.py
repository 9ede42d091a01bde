"""Which published qualification an identifier of another program's belongs to, and where in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.catalogue.comparing import entry_of, is_latest
from trainer.catalogue.exchange.collecting import framework_of, loaded, units
from trainer.catalogue.exchange.outline import Item
from trainer.catalogue.exchange.unfolding import head, unit_item
from trainer.catalogue.models import (
    Criterion,
    GroupedUnit,
    LearningOutcome,
    Qualification,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
)
from trainer.extensions import db

Readable = sa.Select[QualificationVersion]
"""The versions somebody may read."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with what it stands under, its place there, and the framework it belongs to."""

    item: Item
    parent: Item
    place: int
    document: Item
    version: QualificationVersion


def documents(readable: Readable) -> sa.Select[QualificationVersion]:
    """Select the latest version of every qualification, with its qualification and framework."""
    return (
        readable.join(QualificationVersion.qualification)
        .join(Qualification.framework)
        .where(is_latest())
    )


def document(readable: Readable, identifier: str) -> sa.Select[QualificationVersion]:
    """Select the latest version of one qualification."""
    return documents(readable).where(Qualification.identifier == identifier)


def placed(readable: Readable, identifier: str) -> Placed | None:
    """Find a unit, an outcome or a criterion in the newest qualification that holds it.

    Only the unit is loaded, however large the qualification is.
    """
    unit_id = _unit_of(identifier)
    version = loaded(_holding(readable, unit_id)) if unit_id is not None else None
    if unit_id is None or version is None:
        return None
    entry = entry_of(version)
    (unit,) = units([unit_id])
    document = head(framework_of(version), entry)
    item = unit_item(unit)
    place = entry.units().index(unit.code) + 1
    found = ((item, document, place), *_within(item))
    held = next((one for one in found if one[0].identifier == identifier), None)
    return Placed(*held, document, version) if held else None


def _within(item: Item) -> Iterator[tuple[Item, Item, int]]:
    for place, child in enumerate(item.children, start=1):
        yield child, item, place
        yield from _within(child)


def _unit_of(identifier: str) -> int | None:
    """Find the newest version of the unit that an identifier belongs to."""
    return db.session.scalar(
        sa.union_all(
            sa.select(UnitVersion.id.label("id"))
            .join(UnitVersion.unit)
            .where(Unit.identifier == identifier, UnitVersion.published_at.is_not(None)),
            sa.select(LearningOutcome.unit_version_id).where(
                LearningOutcome.identifier == identifier
            ),
            sa.select(Criterion.unit_version_id).where(Criterion.identifier == identifier),
        )
        .order_by(sa.desc("id"))
        .limit(1)
    )


def _holding(readable: Readable, unit_id: int) -> sa.Select[QualificationVersion]:
    inside = (
        sa.select(UnitGroup.version_id)
        .join(GroupedUnit, GroupedUnit.group_id == UnitGroup.id)
        .where(GroupedUnit.unit_version_id == unit_id)
    )
    return readable.where(QualificationVersion.id.in_(inside)).order_by(
        QualificationVersion.id.desc()
    )
