"""Decisions under a certificate in force stand as long as it does."""

import sqlalchemy as sa

from trainer.assessments.events import UnitReopened
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.core.policy import no, require
from trainer.core.text import gettext as _
from trainer.extensions import db


def keep_what_is_certified(event: UnitReopened) -> None:
    """Refuse to open a signed unit again while a certificate says that it was achieved (INV16)."""
    number = db.session.scalar(
        sa.select(Certificate.number).where(
            Certificate.registration_id == event.subject.registration_id,
            Certificate.status == CertificateStatus.ISSUED,
        )
    )
    if number is not None:
        require(
            no(
                _(
                    "Certificate %(number)s rests on this. A training administrator has to revoke"
                    " it before the unit is opened again.",
                    number=number,
                )
            )
        )
