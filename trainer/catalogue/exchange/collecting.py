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


def collect(select: sa.Select[QualificationVersion]) -> CatalogueEntry | None:
    """Write the first of these versions back as the file it could have come from."""
    version = db.session.scalars(
        with_units(select).options(selectinload(QualificationVersion.numbers)).limit(1)
    ).first()
    if version is None:
        return None
    framework = version.qualification.framework
    entry = entry_of(version)
    ids = {one.unit_version.code: one.unit_version.id for g in version.groups for one in g.members}
    return CatalogueEntry(
        trainer_catalogue=1,
        frameworks=[
            FrameworkEntry(code=framework.code, title=framework.title, kind=framework.kind)
        ],
        units=units([ids[code] for code in entry.units()]),
        qualifications=[entry],
    )


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
