"""What a unit released or a certificate issued gives, and what goes with it when it is undone."""

import sqlalchemy as sa

from trainer.assessments.events import UnitReopened
from trainer.certificates.events import CertificateIssued, CertificateReplaced, CertificateRevoked
from trainer.certificates.models import CertificateKind, Purpose
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.quality.events import Released
from trainer.training.actions.giving import give_with_certificate, give_with_unit
from trainer.training.actions.holding import take_back_what_rests_on
from trainer.training.keys import key_of_certificate, key_of_unit
from trainer.training.models import Skill


def hold_with_unit(event: Released) -> None:
    """Let a unit that counts from today give the skill that names it."""
    unit = event.subject
    skill = db.session.scalar(sa.select(Skill).where(Skill.unit_id == unit.unit_version.unit_id))
    if skill is not None:
        give_with_unit(skill, unit, event.cycle, clock.today())


def lose_with_unit(event: UnitReopened) -> None:
    """Let a unit that is open again give nothing until it is assessed anew."""
    take_back_what_rests_on(
        key_of_unit(event.subject, event.cycle),
        actor=event.actor,
        reason=_("The unit was opened again."),
    )


def hold_with_certificate(event: CertificateIssued) -> None:
    """Let a certificate of a qualification give the skill that names it, for as long as it says."""
    certificate = event.subject
    if certificate.kind is not CertificateKind.QUALIFICATION:
        return
    version = event.registration.version
    skill = db.session.scalar(
        sa.select(Skill).where(Skill.qualification_id == version.qualification_id)
    )
    if skill is not None:
        give_with_certificate(skill, certificate)


def lose_with_certificate(event: CertificateRevoked) -> None:
    """Let a certificate that was revoked give nothing any more."""
    take_back_what_rests_on(
        key_of_certificate(event.subject),
        actor=event.actor,
        reason=_("The certificate was revoked."),
    )


def lose_with_replaced(event: CertificateReplaced) -> None:
    """Let the new one speak alone; a renewed certificate held until it was renewed, and stays."""
    if event.purpose is not Purpose.RENEWED:
        take_back_what_rests_on(
            key_of_certificate(event.subject),
            actor=event.actor,
            reason=_("Another certificate took its place."),
        )
