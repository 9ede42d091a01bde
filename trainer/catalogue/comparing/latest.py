"""The last published version of each unit and qualification, and what a file may build on."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from trainer.catalogue import rules
from trainer.catalogue.importing import Known
from trainer.catalogue.models import (
    Framework,
    Qualification,
    QualificationVersion,
    Unit,
    UnitVersion,
)
from trainer.extensions import db


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


def latest_units(codes: Collection[str]) -> dict[str, UnitVersion]:
    """Find the latest versions of these units, by code."""
    found = db.session.scalars(
        sa.select(UnitVersion)
        .join(UnitVersion.unit)
        .options(contains_eager(UnitVersion.unit))
        .where(Unit.code.in_(codes), is_latest_unit())
    )
    return {version.code: version for version in found}
