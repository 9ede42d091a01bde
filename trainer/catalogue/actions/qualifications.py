"""Writing the next version of a qualification, or new dates and status for those there are."""

from collections.abc import Mapping

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.comparing import Effect, QualificationChange
from trainer.catalogue.events import CataloguePublished, StandingChanged
from trainer.catalogue.identifying import Identifiers, for_qualification
from trainer.catalogue.importing import QualificationEntry
from trainer.catalogue.models import (
    Framework,
    GroupedUnit,
    Qualification,
    QualificationNumber,
    QualificationVersion,
    UnitGroup,
    UnitVersion,
    VersionStatus,
)
from trainer.core import clock
from trainer.core.events import publish
from trainer.extensions import db


def publish_qualification(
    change: QualificationChange,
    frameworks: Mapping[str, Framework],
    units: Mapping[str, UnitVersion],
    names: Identifiers,
    source: str,
    actor: User | None,
) -> None:
    """Carry one change out and announce it; end dates then hold for every version."""
    entry, former = change.entry, change.former
    if former is not None and change.effect is Effect.DATES:
        former.status = entry.status
        _set_end_dates(former, entry)
        publish(
            StandingChanged(
                actor=actor, subject=former, code=entry.code, status=entry.status, source=source
            )
        )
        return
    version = _next_version(change, frameworks, units, names)
    db.session.flush()  # End dates are set by the qualification's id, and the trail names it by its own.
    _set_end_dates(version, entry)
    publish(
        CataloguePublished(
            actor=actor, subject=version, code=entry.code, number=version.number, source=source
        )
    )


def _next_version(
    change: QualificationChange,
    frameworks: Mapping[str, Framework],
    units: Mapping[str, UnitVersion],
    names: Identifiers,
) -> QualificationVersion:
    entry, former = change.entry, change.former
    qualification = former.qualification if former else None
    if qualification is None:
        qualification = Qualification(
            code=entry.code,
            identifier=names.give(for_qualification(entry.identifier, entry.code)),
        )
    qualification.framework = frameworks.get(entry.framework) or _framework(entry.framework)
    if former is not None:
        _close_former(former)
    version = QualificationVersion(
        qualification=qualification,
        number=former.number + 1 if former else 1,
        title=entry.title,
        level=entry.level,
        credit=entry.credit,
        tqt=entry.tqt,
        glh_min=entry.glh_min,
        glh_max=entry.glh_max,
        valid_months=entry.valid_months,
        structure=entry.structure,
        facts=entry.facts,
        status=entry.status,
        assessed=entry.assessment,
        body=entry.body,
        note=entry.note,
        methods=[method.model_dump() for method in entry.methods],
        grades=entry.grades,
        rules=entry.rules,
        content_hash=change.fingerprint,
        published_at=clock.now(),
    )
    db.session.add(version)
    _write_groups(version, entry, units)
    return version


def _framework(code: str) -> Framework:
    return db.session.scalars(sa.select(Framework).where(Framework.code == code)).one()


def _close_former(former: QualificationVersion) -> None:
    """Take no new learners on earlier versions; those who are registered go on."""
    db.session.execute(
        sa.update(QualificationVersion)
        .where(QualificationVersion.qualification_id == former.qualification_id)
        .values(status=VersionStatus.CLOSED)
    )


def _write_groups(
    version: QualificationVersion, entry: QualificationEntry, units: Mapping[str, UnitVersion]
) -> None:
    for number in entry.numbers:
        db.session.add(QualificationNumber(version=version, **number.model_dump()))
    for position, told in enumerate(entry.groups):
        group = UnitGroup(
            version=version,
            code=told.code,
            title=told.title,
            complete=told.complete,
            position=position,
        )
        db.session.add(group)
        for place, code in enumerate(told.units):
            db.session.add(GroupedUnit(group=group, unit_version=units[code], position=place))


def _set_end_dates(version: QualificationVersion, entry: QualificationEntry) -> None:
    """Let a number run out for everyone registered under it, whatever their version."""
    versions = sa.select(QualificationVersion.id).where(
        QualificationVersion.qualification_id == version.qualification_id
    )
    for told in entry.numbers:
        db.session.execute(
            sa.update(QualificationNumber)
            .where(
                QualificationNumber.version_id.in_(versions),
                QualificationNumber.organisation == told.organisation,
                QualificationNumber.number == told.number,
            )
            .values(
                registration_ends=told.registration_ends,
                certification_ends=told.certification_ends,
            )
        )
