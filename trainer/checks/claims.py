"""INV13, INV14: claims are made in time and once, and their certificates are recorded once."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.checks.finding import Check, rows
from trainer.claims.models import Claim, ClaimStatus, ReceivedCertificate
from trainer.extensions import db
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.reviews.models import Review

TOO_LATE = sa.select(Claim.id).where(Claim.claimed_on > Claim.last_day)
UNCLAIMED = (
    sa.select(Claim.id)
    .join(Claim.registration)
    .where(
        Claim.status == ClaimStatus.MADE,
        Registration.status != RegistrationStatus.CLAIMED,
        ~sa.exists().where(Review.claim_id == Claim.id),
    )
)


def _without_a_claim() -> Iterator[str]:
    for status, claimed in (
        (RegistrationStatus.CLAIMED, ClaimStatus.MADE),
        (RegistrationStatus.CLAIM_REJECTED, ClaimStatus.REJECTED),
        (RegistrationStatus.CERTIFICATED, ClaimStatus.CERTIFICATED),
    ):
        there = sa.exists().where(Claim.registration_id == Registration.id, Claim.status == claimed)
        found = sa.select(Registration.id).where(Registration.status == status, ~there)
        for registration_id in db.session.scalars(found):
            yield f"Registration {registration_id} is {status} without a claim that is {claimed}."


def _uncertified() -> Iterator[str]:
    for claim_id in db.session.scalars(
        sa.select(Claim.id)
        .outerjoin(Claim.received)
        .where((Claim.status == ClaimStatus.CERTIFICATED) != ReceivedCertificate.id.is_not(None))
    ):
        yield f"Claim {claim_id} and the certificate that came for it do not agree."


def _alike() -> Iterator[str]:
    number = sa.func.upper(sa.func.trim(ReceivedCertificate.number))
    twice = (
        sa.select(ReceivedCertificate.organisation, number)
        .group_by(ReceivedCertificate.organisation, number)
        .having(sa.func.count() > 1)
    )
    for organisation, found in db.session.execute(twice):
        yield f"Two certificates of {organisation} are both called {found}."


CHECKS = [
    Check(
        "INV13",
        "Nothing is claimed after the awarding organisation’s last day.",
        rows(TOO_LATE, "Claim %s was made after the last day for claims."),
    ),
    Check("INV13", "A registration stands where its claim does.", _without_a_claim),
    Check(
        "INV13",
        "A claim that waits is of a registration that is claimed, or was reviewed.",
        rows(UNCLAIMED, "Claim %s waits, and its registration is not claimed."),
    ),
    Check("INV13", "A certificated claim has its certificate.", _uncertified),
    Check("INV14", "No two certificates of an awarding organisation bear one number.", _alike),
]
"""What claims and awarding organisations' certificates must never show."""
