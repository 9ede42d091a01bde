"""The catalogue as its pages show it: qualifications by framework, one qualification, one unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, load_only, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.models import (
    Framework,
    FrameworkKind,
    GroupedUnit,
    LearningOutcome,
    Qualification,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
)
from trainer.catalogue.policies import units_visible_to, visible_to
from trainer.catalogue.searching import CatalogueEntry, EntryKind, matching
from trainer.catalogue.structures import with_units
from trainer.extensions import db


def listed(actor: User, kind: FrameworkKind | None = None) -> sa.Select[QualificationVersion]:
    """Select the latest version of each qualification, framework by framework."""
    select = visible_to(actor).where(is_latest())
    if kind is not None:
        select = select.where(Framework.kind == kind)
    return (
        select.join(QualificationVersion.qualification)
        .join(Qualification.framework)
        .order_by(Framework.title, Framework.id, QualificationVersion.level, Qualification.id)
        .options(
            contains_eager(QualificationVersion.qualification).contains_eager(
                Qualification.framework
            ),
            raiseload("*"),
        )
    )


def kinds_held() -> Sequence[FrameworkKind]:
    """List the kinds of framework there is at least one of."""
    return db.session.scalars(sa.select(Framework.kind).distinct().order_by(Framework.kind)).all()


def with_everything(actor: User) -> sa.Select[QualificationVersion]:
    """Select qualifications with their groups, units, numbers and other versions."""
    return with_units(visible_to(actor)).options(
        selectinload(QualificationVersion.numbers),
        joinedload(QualificationVersion.qualification).selectinload(Qualification.versions),
    )


def with_criteria(actor: User) -> sa.Select[UnitVersion]:
    """Select units with their outcomes and criteria."""
    return units_visible_to(actor).options(
        selectinload(UnitVersion.outcomes).selectinload(LearningOutcome.criteria),
        raiseload("*"),
    )


def versions_of(actor: User, unit: UnitVersion) -> Sequence[UnitVersion]:
    """List every version of a unit, newest first."""
    return db.session.scalars(
        units_visible_to(actor)
        .where(UnitVersion.unit_id == unit.unit_id)
        .order_by(UnitVersion.number.desc())
        .options(raiseload("*"))
    ).all()


def listing(actor: User, unit: UnitVersion) -> Sequence[QualificationVersion]:
    """List the qualifications that take this very version of a unit."""
    inside = (
        sa.select(UnitGroup.version_id)
        .join(GroupedUnit, GroupedUnit.group_id == UnitGroup.id)
        .where(GroupedUnit.unit_version_id == unit.id)
    )
    return db.session.scalars(
        visible_to(actor)
        .where(QualificationVersion.id.in_(inside))
        .order_by(QualificationVersion.title, QualificationVersion.number.desc())
        .options(raiseload("*"))
    ).all()


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the catalogue: words or a code, and what narrows it."""

    words: str = ""
    what: EntryKind | None = None
    kind: FrameworkKind | None = None
    level: int | None = None
    body: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether anything beyond a kind of framework was asked for."""
        return bool(self.words or self.what or self.body or self.level is not None)


def search(asked: Search) -> sa.Select[CatalogueEntry]:
    """Select what was asked for among what is published: those that say so in their title first."""
    select = sa.select(CatalogueEntry)
    order: list[Any] = [CatalogueEntry.kind, CatalogueEntry.title, CatalogueEntry.id]
    if asked.words:
        condition, first = matching(asked.words, db.session.get_bind().dialect.name, CatalogueEntry)
        select, order = select.where(condition), [first, *order]
    if asked.what is not None:
        select = select.where(CatalogueEntry.kind == asked.what)
    if asked.level is not None:
        select = select.where(CatalogueEntry.level == asked.level)
    if asked.body:
        select = select.where(CatalogueEntry.body == asked.body)
    if asked.kind is not None:
        select = select.where(_of_kind(asked.kind))
    return select.order_by(*order).options(
        load_only(
            CatalogueEntry.kind,
            CatalogueEntry.version_id,
            CatalogueEntry.code,
            CatalogueEntry.title,
            CatalogueEntry.level,
            CatalogueEntry.credit,
            CatalogueEntry.facts,
        )
    )


def _of_kind(kind: FrameworkKind) -> sa.ColumnElement[bool]:
    """Match the qualifications of such frameworks, and the units that stand in one of them."""
    qualifications = (
        sa.select(Qualification.id).join(Qualification.framework).where(Framework.kind == kind)
    )
    units = (
        sa.select(UnitVersion.unit_id)
        .join(GroupedUnit, GroupedUnit.unit_version_id == UnitVersion.id)
        .join(UnitGroup, UnitGroup.id == GroupedUnit.group_id)
        .join(QualificationVersion, QualificationVersion.id == UnitGroup.version_id)
        .where(QualificationVersion.qualification_id.in_(qualifications))
    )
    return sa.or_(
        CatalogueEntry.qualification_id.in_(qualifications), CatalogueEntry.unit_id.in_(units)
    )


def levels_and_bodies() -> tuple[list[int], list[str]]:
    """List the levels there are, and the bodies whose membership some award asks for."""
    rows = db.session.execute(sa.select(CatalogueEntry.level, CatalogueEntry.body).distinct()).all()
    levels = {level for level, _body in rows if level is not None}
    return sorted(levels), sorted({body for _level, body in rows if body})
