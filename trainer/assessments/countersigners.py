"""Who may put a second name under the decisions of an assessor in training."""

from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.entitling import covers, qualified_holders, runs_on, serves
from trainer.assessors.models import COUNTERSIGNING, RegisterEntry, Standing
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.registrations.models import UnitAssessment


def countersigned_on(person_id: Any, day: Any) -> sa.Select[int]:
    """Select the versions of qualifications on which somebody is a qualified assessor on a day."""
    return (
        sa.select(QualificationVersion.id)
        .join(
            RegisterEntry,
            RegisterEntry.qualification_id == QualificationVersion.qualification_id,
        )
        .where(
            RegisterEntry.holder_id == person_id,
            RegisterEntry.duty.in_(COUNTERSIGNING),
            RegisterEntry.standing == Standing.QUALIFIED,
            runs_on(day),
        )
    )


def countersigners_of(unit: UnitAssessment) -> sa.Select[User]:
    """Select everyone else whom the register lets countersign the unit now, as they came."""
    registration = unit.registration
    holders = qualified_holders(
        COUNTERSIGNING, registration.version.qualification_id, clock.now()
    ).where(serves(registration.site_id), covers(unit.unit_version.unit_id))
    apart = {registration.learner_id, registration.assessor_id, registration.iqa_id}
    return (
        sa.select(User)
        .where(User.id.in_(holders), User.id.not_in(apart), User.active)
        .order_by(User.id)
    )


def countersigners_ever(unit: UnitAssessment) -> sa.Select[User]:
    """Select everyone who was ever entered so that they might countersign the unit, as they came."""
    entered = sa.select(RegisterEntry.holder_id).where(
        RegisterEntry.qualification_id == unit.registration.version.qualification_id,
        RegisterEntry.duty.in_(COUNTERSIGNING),
    )
    return sa.select(User).where(User.id.in_(entered)).order_by(User.id)
