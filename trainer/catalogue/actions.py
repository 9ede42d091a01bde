"""Publishing units and qualifications: all of a file or nothing, and never over what stands."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue import policies
from trainer.catalogue.codes import CodeFinding, accept
from trainer.catalogue.comparing import (
    Comparison,
    Effect,
    QualificationChange,
    UnitChange,
    compare,
    known,
    latest_units,
    slips,
)
from trainer.catalogue.events import CataloguePublished, SlipKept, StandingChanged
from trainer.catalogue.identifying import Identifiers, for_part, for_unit
from trainer.catalogue.importing import (
    FrameworkEntry,
    Plan,
    QualificationEntry,
    UnitEntry,
    identifiers,
    read,
)
from trainer.catalogue.lineage import Line
from trainer.catalogue.lineage.keeping import write_lineage
from trainer.catalogue.models import (
    Criterion,
    Framework,
    GroupedUnit,
    LearningOutcome,
    Qualification,
    QualificationNumber,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
    VersionStatus,
)
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

Criteria = Sequence[tuple[LearningOutcome, dict[str, object]]]
"""The criteria of a unit, each with the outcome it belongs to."""


def import_catalogue(
    plan: Plan,
    *,
    actor: User | None,
    override: str = "",
    lineage: Mapping[str, Sequence[Line]] | None = None,
) -> Comparison:
    """Publish what a file brings, and return what that was.

    What the catalogue holds already makes nothing. What differs makes the next version of the
    unit, and of every qualification that lists it; whoever is registered stays on theirs. A new
    number with a slip in it stops all of it, unless `override` says why it is right. `lineage`
    holds, by code of a unit, what somebody confirmed became of its criteria.
    """
    require(policies.may_import(actor))
    if plan.faults:
        raise Unacceptable(_("Put the errors in this file right, then send it again."))
    comparison = compare(plan)
    for slip in slips(comparison):
        accept(slip.code, reason=override, field="override")
    names = Identifiers(comparison)
    for framework in comparison.frameworks:
        _keep_framework(framework.entry, framework.former)
    written = [
        (unit, *_publish_unit(unit, names))
        for unit in comparison.units
        if unit.effect is not Effect.SAME
    ]
    db.session.flush()  # The qualifications look the new versions of their units up.
    _insert_criteria([one for _unit, _version, criteria in written for one in criteria])
    for unit, version, _criteria in written:
        if unit.former is not None:
            write_lineage(version, unit.former, (lineage or {}).get(unit.entry.code))
    wanted = {code for one in comparison.qualifications for code in one.entry.units()}
    versions = latest_units(wanted)
    for change in comparison.qualifications:
        if change.effect in {Effect.NEW, Effect.CHANGED}:
            _publish_qualification(change, versions, names)
    db.session.flush()  # The trail names the new versions by their ids.
    _tell(comparison, plan.source, actor)
    _tell_of_slips(slips(comparison), override, actor)
    return comparison


def load_builtin(*, actor: User | None = None) -> list[Comparison]:
    """Publish the catalogue Trainer comes with; what is there already stays as it is."""
    folder = resources.files("trainer.catalogue") / "builtin"
    return [
        import_catalogue(
            read(file.read_text(encoding="utf-8"), source=file.name, known=known()), actor=actor
        )
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
    ]


def _keep_framework(entry: FrameworkEntry, framework: Framework | None) -> None:
    if framework is None:
        framework = Framework(code=entry.code)
        db.session.add(framework)
    framework.title, framework.kind = entry.title, entry.kind


def _publish_unit(change: UnitChange, names: Identifiers) -> tuple[UnitVersion, Criteria]:
    entry, former = change.entry, change.former
    unit = former.unit if former else None
    if unit is None:
        unit = Unit(code=entry.code, identifier=names.give(*for_unit(change)))
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
    return version, list(_write_outcomes(version, entry, names))


def _write_outcomes(
    version: UnitVersion, entry: UnitEntry, names: Identifiers
) -> Iterator[tuple[LearningOutcome, dict[str, object]]]:
    place, unit = 0, version.unit.identifier
    for position, told in enumerate(entry.outcomes):
        ours = identifiers.of_outcome(unit, told.number)
        outcome = LearningOutcome(
            identifier=names.give(*for_part(told.identifier, ours, version.number)),
            unit_version=version,
            number=told.number,
            title=told.title,
            kind=told.kind,
            position=position,
        )
        db.session.add(outcome)
        for criterion in told.criteria:
            ours = identifiers.of_criterion(unit, criterion.number)
            row = {
                "identifier": names.give(*for_part(criterion.identifier, ours, version.number)),
                "number": criterion.number,
                "text": criterion.text,
                "words": criterion.words,
                "position": place,
            }
            place += 1
            yield outcome, row


def _insert_criteria(written: Criteria) -> None:
    """Put all criteria in at once: a framework may have ten thousand of them."""
    rows = [
        {**row, "outcome_id": outcome.id, "unit_version_id": outcome.unit_version_id}
        for outcome, row in written
    ]
    if rows:
        db.session.execute(sa.insert(Criterion), rows)


def _publish_qualification(
    change: QualificationChange, units: dict[str, UnitVersion], names: Identifiers
) -> None:
    entry, former = change.entry, change.former
    qualification = former.qualification if former else None
    if qualification is None:
        ours = identifiers.of_qualification(entry.code)
        qualification = Qualification(
            code=entry.code, identifier=names.give(entry.identifier, ours)
        )
    qualification.framework = db.session.scalars(
        sa.select(Framework).where(Framework.code == entry.framework)
    ).one()
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


def _close_former(former: QualificationVersion) -> None:
    """Take no new learners on earlier versions; those who are registered go on."""
    db.session.execute(
        sa.update(QualificationVersion)
        .where(QualificationVersion.qualification_id == former.qualification_id)
        .values(status=VersionStatus.CLOSED)
    )


def _write_groups(
    version: QualificationVersion, entry: QualificationEntry, units: dict[str, UnitVersion]
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


def _tell(comparison: Comparison, source: str, actor: User | None) -> None:
    published = {Effect.NEW, Effect.CHANGED}
    for code, unit in latest_units(
        [one.entry.code for one in comparison.units if one.effect in published]
    ).items():
        publish(
            CataloguePublished(
                actor=actor, subject=unit, code=code, number=unit.number, source=source
            )
        )
    for change in comparison.qualifications:
        if change.effect is not Effect.SAME:
            _tell_of_qualification(change, source, actor)


def _tell_of_slips(kept: list[CodeFinding], reason: str, actor: User | None) -> None:
    for slip in kept:
        unit = latest_units([slip.code]).get(slip.code)
        subject = (
            unit
            or db.session.scalars(
                sa.select(QualificationVersion)
                .join(QualificationVersion.numbers)
                .where(QualificationNumber.number == slip.code)
                .order_by(QualificationVersion.id.desc())
                .limit(1)
            ).one()
        )
        publish(
            SlipKept(
                actor=actor,
                subject=subject,
                code=slip.code,
                expected=slip.expected,
                reason=reason.strip(),
            )
        )


def _tell_of_qualification(change: QualificationChange, source: str, actor: User | None) -> None:
    entry = change.entry
    version = db.session.scalars(
        sa.select(QualificationVersion)
        .join(QualificationVersion.qualification)
        .where(Qualification.code == entry.code)
        .order_by(QualificationVersion.number.desc())
        .limit(1)
    ).one()
    _set_end_dates(version, entry)
    if change.effect is Effect.DATES:
        version.status = entry.status
        publish(
            StandingChanged(
                actor=actor, subject=version, code=entry.code, status=entry.status, source=source
            )
        )
    else:
        publish(
            CataloguePublished(
                actor=actor,
                subject=version,
                code=entry.code,
                number=version.number,
                source=source,
            )
        )


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
