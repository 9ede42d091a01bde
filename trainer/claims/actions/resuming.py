"""A registration that is complete again stands where its claim does."""

import sqlalchemy as sa

from trainer.claims.events import ClaimResumed
from trainer.claims.models import Claim, ClaimStatus
from trainer.core.events import publish
from trainer.extensions import db
from trainer.quality.events import FinalCheckSigned
from trainer.registrations.models import Registration, RegistrationStatus


def move_with_claim(registration: Registration, status: RegistrationStatus) -> None:
    """Move a registration as its claim was answered, unless a unit of it was opened again since."""
    if registration.status is RegistrationStatus.CLAIMED:
        registration.move_to(status)


def resume_claim(event: FinalCheckSigned) -> None:
    """Let a registration stand where its claim does, once what was opened under it is complete."""
    claim = db.session.scalar(
        sa.select(Claim)
        .where(
            Claim.registration_id == event.registration.id,
            Claim.status.in_((ClaimStatus.MADE, ClaimStatus.CERTIFICATED)),
        )
        .limit(1)
    )
    if claim is None:
        return
    event.registration.move_to(RegistrationStatus.CLAIMED)
    if claim.status is ClaimStatus.CERTIFICATED:
        event.registration.move_to(RegistrationStatus.CERTIFICATED)
    publish(ClaimResumed(actor=event.actor, subject=event.registration, claim=claim))
