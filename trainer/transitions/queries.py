"""Who is on an earlier version, and what a move would do for each: few statements for many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments.models import CriterionStanding, CriterionState, Submission
from trainer.assessments.queries.claims import OPEN
from trainer.catalogue import rules
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.lineage import Line
from trainer.catalogue.lineage.reading import lineage_between
from trainer.catalogue.models import Criterion, Qualification, QualificationVersion, UnitVersion
from trainer.catalogue.structures import structure_of, with_units
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import CriterionLink
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.transitions import policies
from trainer.transitions.ahead import (
    Ahead,
    CriterionAhead,
    UnitAhead,
    UnitMove,
    chosen_codes,
    hindrance_of,
    move_of,
    number_in,
    what_lacks,
)
from trainer.transitions.claims import with_claims


@dataclass(frozen=True, slots=True)
class Standings:
    """How criteria stand, and for which units evidence waits."""

    states: Mapping[tuple[int, int], CriterionState]
    waiting: Collection[tuple[int, int]]


def earlier_version(version_id: int) -> sa.Select[QualificationVersion]:
    """Select a published version that a later one follows."""
    return (
        sa.select(QualificationVersion)
        .options(joinedload(QualificationVersion.qualification))
        .where(
            QualificationVersion.id == version_id,
            QualificationVersion.published_at.is_not(None),
        )
    )


def latest_of(version: QualificationVersion) -> QualificationVersion:
    """Find the last published version of the same qualification, with its units and numbers."""
    return db.session.scalars(
        with_units(sa.select(QualificationVersion))
        .options(selectinload(QualificationVersion.numbers))
        .where(
            QualificationVersion.qualification_id == version.qualification_id,
            is_latest(),
        )
    ).one()


def registered_on(actor: User, version: QualificationVersion) -> sa.Select[Registration]:
    """Select who is registered on a version and may be moved by this person, by name."""
    return (
        with_all(policies.movable_by(actor))
        .join(Registration.learner)
        .where(Registration.version_id == version.id)
        .order_by(User.name, Registration.id)
    )


def with_all(select: sa.Select[Registration]) -> sa.Select[Registration]:
    """Load registrations with all that a look ahead asks of them."""
    return select.options(
        joinedload(Registration.learner),
        joinedload(Registration.assessor),
        joinedload(Registration.version).joinedload(QualificationVersion.qualification),
        joinedload(Registration.awarding),
        selectinload(Registration.units).joinedload(UnitAssessment.unit_version),
    )


def look_ahead(registrations: Sequence[Registration], version: QualificationVersion) -> list[Ahead]:
    """Say what moving these registrations to this version would do: eight statements at most."""
    structure = structure_of(version)
    offered = {
        member.unit_version.code: member.unit_version
        for group in version.groups
        for member in group.members
    }
    held = {one.id: _held(one) for one in registrations}
    pairs = {
        (row.unit_version, offered[row.unit_version.code])
        for rows in held.values()
        for row in rows
        if row.unit_version.code in offered
        and move_of(row, offered[row.unit_version.code]) is UnitMove.GOES_ON
    }
    lines = lineage_between(sorted(pairs, key=lambda pair: pair[0].id))
    criteria = _criteria({version for pair in pairs for version in pair})
    stand = _standings(registrations)
    plans = [
        _ahead(
            one, version, structure, _units(held[one.id], offered, lines, criteria, stand), stand
        )
        for one in registrations
    ]
    return with_claims(plans)


def _held(registration: Registration) -> list[UnitAssessment]:
    return [row for row in registration.units if row.status is not UnitStatus.WITHDRAWN]


def _criteria(versions: Collection[UnitVersion]) -> dict[str, tuple[int, str]]:
    if not versions:
        return {}
    rows = db.session.execute(
        sa.select(Criterion.identifier, Criterion.id, Criterion.number, Criterion.text).where(
            Criterion.unit_version_id.in_({version.id for version in versions})
        )
    )
    return {identifier: (number, f"{name} {text}") for identifier, number, name, text in rows}


def _standings(registrations: Sequence[Registration]) -> Standings:
    ids = [one.id for one in registrations]
    states = db.session.execute(
        sa.select(
            CriterionStanding.unit_assessment_id,
            CriterionStanding.criterion_id,
            CriterionStanding.state,
        )
        .join(UnitAssessment, UnitAssessment.id == CriterionStanding.unit_assessment_id)
        .where(UnitAssessment.registration_id.in_(ids))
    )
    waiting = db.session.execute(
        sa.select(Submission.registration_id, Criterion.unit_version_id)
        .join(CriterionLink, CriterionLink.revision_id == Submission.revision_id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .where(Submission.registration_id.in_(ids), Submission.status.in_(OPEN))
        .distinct()
    )
    return Standings(
        {(unit, criterion): state for unit, criterion, state in states},
        {(registration, unit) for registration, unit in waiting},
    )


def _units(
    rows: Sequence[UnitAssessment],
    offered: Mapping[str, UnitVersion],
    lines: Mapping[tuple[int, int], tuple[Line, ...]],
    criteria: Mapping[str, tuple[int, str]],
    stand: Standings,
) -> list[UnitAhead]:
    units = []
    for row in rows:
        former, later = row.unit_version, offered.get(row.unit_version.code)
        move = move_of(row, later)
        threads = lines.get((former.id, later.id), ()) if later else ()
        ahead = tuple(
            _thread(row, line, criteria, stand) for line in threads if move is UnitMove.GOES_ON
        )
        units.append(UnitAhead(move, row, former, later, ahead))
    return units


def _thread(
    row: UnitAssessment,
    line: Line,
    criteria: Mapping[str, tuple[int, str]],
    stand: Standings,
) -> CriterionAhead:
    former_id, former = criteria[line.former] if line.former else (None, "")
    later_id, later = criteria[line.later] if line.later else (None, "")
    state = stand.states.get((row.id, former_id or 0), CriterionState.NOT_STARTED)
    return CriterionAhead(line.fate, former_id, later_id, former, later, state)


def _ahead(
    registration: Registration,
    version: QualificationVersion,
    structure: rules.Structure,
    units: list[UnitAhead],
    stand: Standings,
) -> Ahead:
    codes = chosen_codes(units)
    wanted = rules.with_mandatory(structure, codes)
    offered = {
        member.unit_version.code: member.unit_version
        for group in version.groups
        for member in group.members
    }
    units += [
        UnitAhead(UnitMove.ADDED, None, None, offered[code]) for code in wanted if code not in codes
    ]
    outcome, lacks = what_lacks(structure, wanted)
    hindrances = [
        hindrance_of(unit, waits=(registration.id, unit.former.id) in stand.waiting)
        for unit in units
        if unit.former is not None
    ]
    hindrances += [_left_before(registration, unit) for unit in units]
    hindrances.append(_number_missing(registration, version))
    return Ahead(
        registration,
        version,
        number_in(version, registration.awarding),
        tuple(units),
        tuple(one for one in hindrances if one),
        tuple(lacks),
        _groups(structure, wanted, outcome),
    )


def _groups(
    structure: rules.Structure, codes: Collection[str], outcome: rules.Outcome
) -> dict[str, str]:
    """Name for each unit the group it is counted in, or else the first that lists it."""
    listing = {
        code: next(group.code for group in structure.groups if code in group.units)
        for code in codes
    }
    return {**listing, **outcome.counted_in}


def _left_before(registration: Registration, unit: UnitAhead) -> str:
    """Say that a unit would come back in the very words in which it was withdrawn from."""
    if unit.later is None or (unit.row and unit.row.unit_version_id == unit.later.id):
        return ""
    if all(row.unit_version_id != unit.later.id for row in registration.units):
        return ""
    return _("%(unit)s was withdrawn from in this very version.", unit=unit.title)


def _number_missing(registration: Registration, version: QualificationVersion) -> str:
    former = registration.awarding
    if former is None:
        return ""
    number = number_in(version, former)
    if number is None:
        return _(
            "Version %(n)s has no number of %(organisation)s.",
            n=version.number,
            organisation=former.organisation,
        )
    if number.number != former.number and not number.registers_on(clock.today()):
        return _(
            "%(organisation)s registers nobody more for version %(n)s.",
            n=version.number,
            organisation=former.organisation,
        )
    return ""


def counts_on_earlier_versions(actor: User, qualification: Qualification) -> dict[int, int]:
    """Count who could be moved, by the version they are on."""
    ids = policies.movable_by(actor).with_only_columns(Registration.id)
    rows = db.session.execute(
        sa.select(Registration.version_id, sa.func.count())
        .join(Registration.version)
        .where(
            QualificationVersion.qualification_id == qualification.id,
            Registration.id.in_(ids),
        )
        .group_by(Registration.version_id)
    )
    return dict(rows.all())
