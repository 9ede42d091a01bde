"""Keep standings and unit states in step with what was claimed, judged and signed."""

from collections.abc import Collection

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments import rules
from trainer.assessments.events import UnitReady, UnitReopened
from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.assessments.queries import claims
from trainer.catalogue.models import Criterion
from trainer.core.events import publish
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

_U = UnitStatus
UNSIGNED = frozenset({_U.IN_PROGRESS, _U.READY})


def hold(*registrations: Registration) -> None:
    """Make everyone else who decides under these registrations wait until this transaction ends."""
    ids = sorted({registration.id for registration in registrations})
    select = sa.select(Registration).where(Registration.id.in_(ids)).order_by(Registration.id)
    held = select.with_for_update().execution_options(populate_existing=True)
    db.session.scalars(held).all()


def settle(
    registration: Registration,
    criterion_ids: Collection[int],
    *,
    actor: User,
    void_signatures: bool = False,
) -> None:
    """Bring the standings of these criteria up to date, and move their units on or back.

    With `void_signatures` a unit somebody has signed starts a new cycle even if all is met again.
    """
    touched = restand(registration, criterion_ids)
    units = _units(touched)
    unmet = _unmet(touched)
    for unit in units:
        _move(unit, met=not unmet.get(unit.id, 1), actor=actor, void_signatures=void_signatures)


def restand(registration: Registration, criterion_ids: Collection[int]) -> set[int]:
    """Bring the standings of these criteria up to date; return the unit assessments they are in."""
    db.session.flush()  # The standings are computed from the rows as they are now.
    computed = claims.standings(registration.id, criterion_ids)
    _keep(computed)
    return {unit_id for unit_id, _criterion_id in computed}


def _keep(computed: dict[tuple[int, int], rules.Stands]) -> None:
    kept = {
        (row.unit_assessment_id, row.criterion_id): row
        for row in db.session.scalars(
            sa.select(CriterionStanding).where(
                CriterionStanding.unit_assessment_id.in_({unit_id for unit_id, _c in computed}),
                CriterionStanding.criterion_id.in_({criterion_id for _u, criterion_id in computed}),
            )
        )
    }
    for key, stands in computed.items():
        if (row := kept.get(key)) is None:
            row = CriterionStanding(unit_assessment_id=key[0], criterion_id=key[1])
            db.session.add(row)
        row.state = stands.state
        row.judgement_id = stands.judgement_id
        row.submission_id = stands.submission_id
    db.session.flush()  # Whether a unit is ready is asked of these rows.


def _units(unit_ids: Collection[int]) -> list[UnitAssessment]:
    select = (
        sa.select(UnitAssessment).where(UnitAssessment.id.in_(unit_ids)).order_by(UnitAssessment.id)
    )
    return list(db.session.scalars(select.execution_options(populate_existing=True)))


def _unmet(unit_ids: Collection[int]) -> dict[int, int]:
    """Count, for each unit, the criteria not met; a unit without criteria is left out."""
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.criterion_id == Criterion.id,
        CriterionStanding.state == CriterionState.MET,
    )
    rows = db.session.execute(
        sa.select(
            UnitAssessment.id,
            sa.func.count(Criterion.id) - sa.func.count(CriterionStanding.criterion_id),
        )
        .join(Criterion, Criterion.unit_version_id == UnitAssessment.unit_version_id)
        .outerjoin(CriterionStanding, standing)
        .where(UnitAssessment.id.in_(unit_ids))
        .group_by(UnitAssessment.id)
    )
    return dict(rows.all())


def _move(unit: UnitAssessment, *, met: bool, actor: User, void_signatures: bool) -> None:
    if unit.status in {_U.NOT_STARTED, _U.PLANNED, _U.IQA_ACTION_REQUIRED}:
        unit.move_to(_U.IN_PROGRESS)
    elif unit.status is not _U.IN_PROGRESS and (void_signatures or not met):
        open_again(unit, actor=actor)
    if unit.status is _U.IN_PROGRESS and met:
        unit.move_to(_U.READY)
        publish(UnitReady(actor=actor, subject=unit))


def open_again(unit: UnitAssessment, *, actor: User) -> None:
    """Take a unit that has been ready, or further, back to where its criteria are judged."""
    signed = unit.status not in UNSIGNED
    unit.move_to(_U.IN_PROGRESS)
    unit.achieved_on = None
    if signed:
        void(unit, actor=actor)


def void(unit: UnitAssessment, *, actor: User) -> None:
    """Begin a new cycle of a unit, so that the names under the present one count no more."""
    publish(UnitReopened(actor=actor, subject=unit, cycle=unit.cycle))
    unit.cycle += 1
