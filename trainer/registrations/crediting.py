"""Units held already: which proof somebody has, and which units count by it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.bodies.models import ElsewhereCertificate
from trainer.catalogue.models import UnitVersion
from trainer.catalogue.rules import equivalents_of
from trainer.catalogue.structures import published_structure
from trainer.extensions import db
from trainer.registrations.models import (
    CreditTransfer,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

BEGUN = frozenset({RegistrationStatus.REGISTERED, RegistrationStatus.ACTIVE})
NOT_BEGUN = frozenset({UnitStatus.NOT_STARTED, UnitStatus.PLANNED})
"""Where a registration, and a unit of it, must be for the unit to be credited."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """What could show that a learner holds a unit: its code and its equivalents, and the proof."""

    codes: tuple[str, ...]
    certificates: Sequence[ElsewhereCertificate]
    units: Sequence[UnitAssessment]


def is_credited() -> sa.ColumnElement[bool]:
    """Match the unit assessments that count by credit transfer."""
    return sa.exists().where(
        CreditTransfer.unit_assessment_id == UnitAssessment.id, CreditTransfer.ended_at.is_(None)
    )


def credit_of(unit: UnitAssessment) -> CreditTransfer | None:
    """Find the credit transfer by which a unit counts, with who checked it and what shows it."""
    return db.session.scalar(
        sa.select(CreditTransfer)
        .where(CreditTransfer.unit_assessment_id == unit.id, CreditTransfer.ended_at.is_(None))
        .options(joinedload(CreditTransfer.checked_by), joinedload(CreditTransfer.elsewhere))
    )


def credited(unit_ids: Collection[int]) -> set[int]:
    """Name those of these units that count by credit transfer."""
    select = sa.select(CreditTransfer.unit_assessment_id).where(
        CreditTransfer.unit_assessment_id.in_(unit_ids), CreditTransfer.ended_at.is_(None)
    )
    return set(db.session.scalars(select))


def proofs_for(unit: UnitAssessment) -> Proofs:
    """List what the learner has that could show it: certificates from elsewhere, units achieved here."""
    registration = unit.registration
    codes = equivalents_of(published_structure(registration.version), unit.unit_version.code)
    certificates = db.session.scalars(
        sa.select(ElsewhereCertificate)
        .where(ElsewhereCertificate.holder_id == registration.learner_id)
        .order_by(ElsewhereCertificate.id.desc())
    ).all()
    return Proofs(codes, certificates, achieved_elsewhere(registration, codes))


def achieved_elsewhere(
    registration: Registration, codes: Collection[str]
) -> Sequence[UnitAssessment]:
    """List the units of these codes that the learner achieved here under other registrations."""
    return db.session.scalars(
        sa.select(UnitAssessment)
        .join(UnitAssessment.registration)
        .join(UnitAssessment.unit_version)
        .where(
            Registration.learner_id == registration.learner_id,
            Registration.id != registration.id,
            UnitAssessment.status == UnitStatus.ACHIEVED,
            UnitVersion.code.in_(codes),
        )
        .options(
            joinedload(UnitAssessment.unit_version),
            joinedload(UnitAssessment.registration).joinedload(Registration.version),
        )
        .order_by(UnitAssessment.id)
    ).all()


def listed_elsewhere(unit: UnitAssessment) -> Sequence[UnitAssessment]:
    """List where else the learner has still to begin the same unit, by its code."""
    registration = unit.registration
    return db.session.scalars(
        unit_with_registration()
        .join(UnitAssessment.registration)
        .join(UnitAssessment.unit_version)
        .where(
            Registration.learner_id == registration.learner_id,
            Registration.id != registration.id,
            Registration.status.in_(BEGUN),
            UnitVersion.code == unit.unit_version.code,
            UnitAssessment.status.in_(NOT_BEGUN),
        )
        .order_by(UnitAssessment.id)
    ).all()


def unit_with_registration() -> sa.Select[UnitAssessment]:
    """Select units with their registration and everyone allocated to it."""
    return sa.select(UnitAssessment).options(
        joinedload(UnitAssessment.unit_version),
        joinedload(UnitAssessment.registration).options(
            joinedload(Registration.version),
            joinedload(Registration.learner),
            joinedload(Registration.assessor),
            joinedload(Registration.iqa),
        ),
    )
