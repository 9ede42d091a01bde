"""From the catalogue back to entries: one qualification as it stands, with all that belongs to it."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload, selectinload

from trainer.catalogue.comparing import entry_of
from trainer.catalogue.importing import (
    CatalogueEntry,
    CriterionEntry,
    FrameworkEntry,
    OutcomeEntry,
    UnitEntry,
)
from trainer.catalogue.models import LearningOutcome, QualificationVersion, UnitVersion
from trainer.catalogue.structures import with_units
from trainer.extensions import db


def loaded(select: sa.Select[QualificationVersion]) -> QualificationVersion | None:
    """Load the first of these versions with its groups, units and numbers."""
    return db.session.scalars(with_heads(select).limit(1)).first()


def with_heads(select: sa.Select[QualificationVersion]) -> sa.Select[QualificationVersion]:
    """Load versions with all they say about themselves."""
    return with_units(select).options(selectinload(QualificationVersion.numbers))


def collect(version: QualificationVersion) -> CatalogueEntry:
    """Write a version back as the file it could have come from."""
    entry = entry_of(version)
    ids = {one.unit_version.code: one.unit_version.id for g in version.groups for one in g.members}
    return CatalogueEntry(
        trainer_catalogue=1,
        frameworks=[framework_of(version)],
        units=units([ids[code] for code in entry.units()]),
        qualifications=[entry],
    )


def framework_of(version: QualificationVersion) -> FrameworkEntry:
    """Write the framework of a version back."""
    framework = version.qualification.framework
    return FrameworkEntry(code=framework.code, title=framework.title, kind=framework.kind)


def units(ids: list[int]) -> list[UnitEntry]:
    """Write versions of units back as entries, in this order."""
    found = db.session.scalars(
        sa.select(UnitVersion)
        .where(UnitVersion.id.in_(ids))
        .options(
            joinedload(UnitVersion.unit),
            selectinload(UnitVersion.outcomes).selectinload(LearningOutcome.criteria),
            raiseload("*"),
        )
    )
    by_id = {one.id: _unit(one) for one in found}
    return [by_id[one] for one in ids]


def _unit(version: UnitVersion) -> UnitEntry:
    return UnitEntry(
        identifier=version.unit.identifier,
        code=version.code,
        title=version.title,
        level=version.level,
        credit=version.credit,
        glh=version.glh,
        facts=version.facts,
        wording=version.wording,
        prompts=version.prompts,
        outcomes=[_outcome(one) for one in version.outcomes],
    )


def _outcome(outcome: LearningOutcome) -> OutcomeEntry:
    return OutcomeEntry(
        identifier=outcome.identifier,
        number=outcome.number,
        title=outcome.title,
        kind=outcome.kind,
        criteria=[
            CriterionEntry(
                identifier=one.identifier, number=one.number, text=one.text, words=one.words
            )
            for one in outcome.criteria
        ],
    )
