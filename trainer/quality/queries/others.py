"""Which other units may share the fault that a look found: same assessor, and same unit or method."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.assessments.models import Signature, SignedAs
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db
from trainer.quality import policies
from trainer.registrations.models import TO_RELEASE, Registration, UnitAssessment, UnitStatus
from trainer.registrations.work import goes_on
from trainer.sampling.facts import methods_of
from trainer.sampling.models import OPEN, Look, Pick

DECIDED = TO_RELEASE | {UnitStatus.ACHIEVED}
MOST = 200


@dataclass(frozen=True)
class Sharer:
    """A unit that may share a fault: of the same assessor, on the same unit or the same evidence."""

    unit: UnitAssessment
    signed_at: datetime
    same_unit: bool
    methods: tuple[str, ...]
    is_picked: bool


def sharers(look: Look, actor: User) -> list[Sharer]:
    """List the units that may share the fault, waiting or released, newest first."""
    rows = db.session.execute(
        _candidates(look, policies.others_visible_to(actor, look))
        .order_by(Signature.signed_at.desc(), UnitAssessment.id.desc())
        .limit(MOST)
    ).all()
    units = [unit for unit, _at in rows]
    methods = methods_of([*(unit.id for unit in units), look.unit_assessment_id])
    found_in = set(methods.get(look.unit_assessment_id, ()))
    picked = _picked([unit.id for unit in units])
    of_unit = look.unit_assessment.unit_version.unit_id
    return [
        Sharer(unit, at, unit.unit_version.unit_id == of_unit, shared, unit.id in picked)
        for unit, at in rows
        for shared in (tuple(one for one in methods.get(unit.id, ()) if one in found_in),)
        if shared or unit.unit_version.unit_id == of_unit
    ]


def chosen(look: Look, actor: User, unit_ids: Collection[int]) -> Sequence[UnitAssessment]:
    """Load those of these units that may share the fault and aren't picked already."""
    select = _candidates(look, policies.others_visible_to(actor, look))
    found = db.session.execute(select.where(UnitAssessment.id.in_(unit_ids))).all()
    picked = _picked(unit_ids)
    return [unit for unit, _at in found if unit.id not in picked]


def _candidates(
    look: Look, units: sa.Select[UnitAssessment]
) -> sa.Select[UnitAssessment, datetime]:
    return (
        units.add_columns(Signature.signed_at)
        .join(
            Signature,
            sa.and_(
                Signature.unit_assessment_id == UnitAssessment.id,
                Signature.cycle == UnitAssessment.cycle,
                Signature.signed_as == SignedAs.ASSESSOR,
            ),
        )
        .where(
            Signature.signer_id == look.assessor_id,
            UnitAssessment.id != look.unit_assessment_id,
            UnitAssessment.status.in_(DECIDED),
            goes_on(),
        )
        .options(
            joinedload(UnitAssessment.unit_version).joinedload(UnitVersion.unit),
            joinedload(UnitAssessment.registration).options(
                joinedload(Registration.learner), joinedload(Registration.iqa)
            ),
        )
    )


def _picked(unit_ids: Collection[int]) -> set[int]:
    return set(
        db.session.scalars(
            sa.select(Pick.unit_assessment_id).where(
                Pick.unit_assessment_id.in_(unit_ids), Pick.status.in_(OPEN)
            )
        )
    )
