"""A skill that comes with a unit or a certificate is held by those who had either before."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.certificates.models import Certificate, CertificateKind, CertificateStatus
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.training.actions.holding import hold
from trainer.training.keys import key_of_certificate, key_of_unit
from trainer.training.models import HoldingSource, Skill


def give_to_those_who_have_it(skill: Skill) -> None:
    """Let everybody whose unit counts, or whose certificate is in force, hold the skill since then."""
    if skill.unit_id is not None:
        for unit in db.session.scalars(_achieved(skill.unit_id)):
            give_with_unit(skill, unit, unit.cycle, unit.achieved_on or clock.today())
    if skill.qualification_id is not None:
        for certificate in db.session.scalars(_in_force(skill.qualification_id)):
            give_with_certificate(skill, certificate)


def give_with_unit(skill: Skill, unit: UnitAssessment, cycle: int, on: date) -> None:
    """Let whoever a unit counts for hold the skill that comes with it."""
    hold(
        unit.registration.learner,
        skill,
        actor=None,
        source=HoldingSource.UNIT,
        on=on,
        key=key_of_unit(unit, cycle),
        says=unit.unit_version.title,
    )


def give_with_certificate(skill: Skill, certificate: Certificate) -> None:
    """Let whoever was certificated hold the skill that comes with it, until the certificate ends."""
    hold(
        certificate.learner,
        skill,
        actor=None,
        source=HoldingSource.CERTIFICATE,
        on=clock.day_of(certificate.issued_at) if certificate.issued_at else clock.today(),
        until=certificate.expires_on,
        key=key_of_certificate(certificate),
        says=_("Certificate %(number)s", number=certificate.number),
    )


def _achieved(unit_id: int) -> sa.Select[UnitAssessment]:
    return (
        sa.select(UnitAssessment)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(UnitVersion.unit_id == unit_id, UnitAssessment.status == UnitStatus.ACHIEVED)
        .options(
            joinedload(UnitAssessment.unit_version),
            joinedload(UnitAssessment.registration).joinedload(Registration.learner),
        )
        .order_by(UnitAssessment.achieved_on, UnitAssessment.id)
    )


def _in_force(qualification_id: int) -> sa.Select[Certificate]:
    return (
        sa.select(Certificate)
        .join(Certificate.registration)
        .join(Registration.version)
        .where(
            QualificationVersion.qualification_id == qualification_id,
            Certificate.kind == CertificateKind.QUALIFICATION,
            Certificate.status == CertificateStatus.ISSUED,
        )
        .options(joinedload(Certificate.learner))
        .order_by(Certificate.id)
    )
