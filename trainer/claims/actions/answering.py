"""What an awarding organisation answers to a claim: its certificate, or a refusal."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.actions.standing import hold
from trainer.claims import policies
from trainer.claims.actions.resuming import move_with_claim
from trainer.claims.events import AwardRecorded, ClaimRejected
from trainer.claims.models import CertificateScan, Claim, ClaimStatus, ReceivedCertificate
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import RegistrationStatus
from trainer.storage.uploads import Upload


def record_award(
    claim: Claim, *, actor: User, number: str, on: date, upload: Upload | None = None
) -> ReceivedCertificate:
    """Record the awarding organisation's own certificate, which ends the registration well."""
    end(claim, ClaimStatus.CERTIFICATED, actor=actor)
    registration, organisation = claim.registration, claim.awarding.organisation
    number = " ".join(number.split())
    _check_number(organisation, number)
    if on > clock.today():
        raise Unacceptable(_("Choose today or a day that has been."), "on")
    if on < claim.claimed_on:
        raise Unacceptable(_("That is before it was claimed."), "on")
    move_with_claim(registration, RegistrationStatus.CERTIFICATED)
    received = ReceivedCertificate(
        claim=claim,
        registration=registration,
        learner=registration.learner,
        organisation=organisation,
        number=number,
        awarded_on=on,
        scan=_scan(upload) if upload else None,
    )
    db.session.add(received)
    publish(
        AwardRecorded(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            claim=claim,
            number=Sealed(number),
            sha256=upload.stored.sha256 if upload else "",
            on=on,
        )
    )
    return received


def record_rejection(claim: Claim, *, actor: User, reason: str) -> None:
    """Record that the awarding organisation did not accept the claim, and what it said."""
    end(claim, ClaimStatus.REJECTED, actor=actor, reason=reason)
    registration = claim.registration
    move_with_claim(registration, RegistrationStatus.CLAIM_REJECTED)
    publish(
        ClaimRejected(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            claim=claim,
            reason=Sealed(reason),
        )
    )


def end(claim: Claim, status: ClaimStatus, *, actor: User, reason: str = "") -> None:
    """Close a claim that waits; whoever comes second is told that somebody was first."""
    hold(claim.registration)
    db.session.refresh(claim)
    if claim.status is not ClaimStatus.MADE:
        raise Conflict(_("Somebody recorded what became of this claim meanwhile."))
    require(policies.may_answer(actor, claim))
    claim.move_to(status)
    claim.reason, claim.answered_by, claim.answered_at = reason, actor, clock.now()


def _check_number(organisation: str, number: str) -> None:
    used = db.session.scalar(
        sa.select(ReceivedCertificate)
        .where(
            ReceivedCertificate.organisation == organisation,
            sa.func.lower(ReceivedCertificate.number) == number.lower(),
        )
        .limit(1)
    )
    if used is not None:
        raise Unacceptable(
            _(
                "%(organisation)s’s certificate %(number)s is recorded for %(name)s already.",
                organisation=organisation,
                number=used.number,
                name=used.learner.name,
            ),
            "number",
        )


def _scan(upload: Upload) -> CertificateScan:
    return CertificateScan(
        name=upload.name,
        media_type=upload.inspected.media_type,
        size=upload.stored.size,
        sha256=upload.stored.sha256,
        key=upload.stored.key,
    )
