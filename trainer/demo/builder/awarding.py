"""Come here for certificates in the demonstration: issued, replaced and revoked."""

import sqlalchemy as sa
from flask import current_app

from trainer.certificates import actions as certificates
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.demo.builder.cast import person, proof_of
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.registrations.models import Registration

ADMINISTRATOR = "bh1005"


def issue(registration_id: int) -> None:
    """Issue the certificate of a complete registration."""
    actor = person(ADMINISTRATOR)
    certificates.issue(
        db.session.get_one(Registration, registration_id),
        actor=actor,
        proof=proof_of(actor),
        config=current_app.extensions["trainer"],
    )


def replace(registration_id: int) -> None:
    """Issue another in the place of the one in force, now that the name is written rightly."""
    actor = person(ADMINISTRATOR)
    certificates.replace(
        _in_force(registration_id),
        actor=actor,
        proof=proof_of(actor),
        reason=load("feedback")["revoked"][1],
        config=current_app.extensions["trainer"],
    )


def revoke(registration_id: int) -> None:
    """Take the certificate in force back."""
    actor = person(ADMINISTRATOR)
    certificates.revoke(
        _in_force(registration_id),
        actor=actor,
        proof=proof_of(actor),
        reason=load("feedback")["revoked"][0],
    )


def _in_force(registration_id: int) -> Certificate:
    return db.session.scalars(
        sa.select(Certificate).where(
            Certificate.registration_id == registration_id,
            Certificate.status == CertificateStatus.ISSUED,
        )
    ).one()
