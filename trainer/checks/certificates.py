"""INV13 to INV17: certificates stand on released units, are unique, and tell their true state."""

import hashlib
import json
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.audit.chain import canonical
from trainer.audit.models import LedgerEntry
from trainer.catalogue.models import UnitVersion
from trainer.certificates.models import (
    Certificate,
    CertificateEvent,
    CertificateStatus,
    Revocation,
    RevocationStatus,
)
from trainer.checks.erased import is_erased
from trainer.checks.finding import Check, rows
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.reviews.models import Review, ReviewStatus

REASONLESS = sa.select(CertificateEvent.id).where(
    CertificateEvent.status.in_((CertificateStatus.REVOKED, CertificateStatus.REPLACED)),
    sa.func.trim(CertificateEvent.reason) == "",
)
TWO_IN_FORCE = (
    sa.select(Certificate.registration_id)
    .where(Certificate.status == CertificateStatus.ISSUED)
    .group_by(Certificate.registration_id, Certificate.unit_id)
    .having(sa.func.count() > 1)
)
_LATEST = (
    sa.select(CertificateEvent.status)
    .where(CertificateEvent.certificate_id == Certificate.id)
    .order_by(CertificateEvent.id.desc())
    .limit(1)
    .correlate(Certificate)
    .scalar_subquery()
)
OTHER_STATUS = sa.select(Certificate.id).where(
    Certificate.status != CertificateStatus.DRAFTED, Certificate.status != _LATEST
)
_EARLIER = aliased(CertificateEvent)
AFTER_THE_END = sa.select(CertificateEvent.id).where(
    sa.exists().where(
        _EARLIER.certificate_id == CertificateEvent.certificate_id,
        _EARLIER.id < CertificateEvent.id,
        _EARLIER.status.in_((CertificateStatus.REVOKED, CertificateStatus.REPLACED)),
    )
)


OTHER_EXPIRY = sa.select(Certificate.id).where(
    sa.cast(Certificate.expires_on, sa.String).is_distinct_from(
        Certificate.payload["expires_on"].as_string()
    )
)
_CERTIFIED = sa.select(Revocation.id).join(Revocation.certificate)
ONE_ALONE = _CERTIFIED.where(
    Revocation.status == RevocationStatus.CONFIRMED,
    sa.or_(
        Revocation.decided_by_id == Revocation.proposed_by_id,
        Revocation.decided_by_id == Certificate.learner_id,
        Revocation.proposed_by_id == Certificate.learner_id,
        Certificate.status != CertificateStatus.REVOKED,
    ),
)


def _revoked_alone() -> Iterator[str]:
    """Compare who revoked it by the ledger with the proposals that were confirmed."""
    chained = sa.select(LedgerEntry.subject_id, LedgerEntry.actor_id, LedgerEntry.body).where(
        LedgerEntry.kind == "CertificateRevoked"
    )
    confirmed = {
        (one.certificate_id, one.proposed_by_id, one.decided_by_id)
        for one in db.session.scalars(
            sa.select(Revocation).where(Revocation.status == RevocationStatus.CONFIRMED)
        )
    }
    for number, actor, body in db.session.execute(chained):
        proposer = json.loads(body).get("proposed_by")
        if proposer is not None and (number, proposer, actor) not in confirmed:
            yield f"Certificate {number} was revoked without the two people its link names."


def _alike() -> Iterator[str]:
    for column in (Certificate.number, Certificate.code):
        read_alike = sa.func.upper(sa.func.trim(column))
        twice = sa.select(read_alike).group_by(read_alike).having(sa.func.count() > 1)
        for found in db.session.scalars(twice):
            yield f"Two certificates are both called {found}."


def _renumbered() -> Iterator[str]:
    issued = sa.select(LedgerEntry.subject_id, LedgerEntry.body).where(
        LedgerEntry.kind == "CertificateIssued"
    )
    chained = {number: json.loads(body) for number, body in db.session.execute(issued)}
    for certificate in db.session.scalars(sa.select(Certificate)):
        link = chained.get(certificate.id, {})
        for said in (certificate.payload, link):
            if (said.get("number"), said.get("code")) != (certificate.number, certificate.code):
                yield f"Certificate {certificate.id} was issued under another number or code."
        if link.get("payload_hash") != certificate.payload_hash:
            yield f"Certificate {certificate.id} was issued saying something else."


def _counting_unreleased() -> Iterator[str]:
    in_force = sa.select(Certificate).where(Certificate.status == CertificateStatus.ISSUED)
    for certificate in db.session.scalars(in_force).all():
        reviewed = sa.exists().where(
            Review.unit_assessment_id == UnitAssessment.id,
            Review.certificate_id == certificate.id,
            Review.status == ReviewStatus.OPEN,
        )
        achieved = set(
            db.session.scalars(
                sa.select(UnitVersion.code)
                .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
                .where(
                    UnitAssessment.registration_id == certificate.registration_id,
                    sa.or_(UnitAssessment.status == UnitStatus.ACHIEVED, reviewed),
                )
            )
        )
        for unit in certificate.payload["units"]:
            if unit["code"] not in achieved:
                yield f"Certificate {certificate.id} counts {unit['code']}, which is not released."


def _changed_payloads() -> Iterator[str]:
    for number, payload, expected in db.session.execute(
        sa.select(Certificate.id, Certificate.payload, Certificate.payload_hash).where(
            ~is_erased(Certificate.learner_id)
        )
    ):
        if hashlib.sha256(canonical(payload).encode()).hexdigest() != expected:
            yield f"What certificate {number} says has been changed."


CHECKS = [
    Check(
        "INV13",
        "A certificate in force stands on released units, or is under review.",
        _counting_unreleased,
    ),
    Check("INV14", "No two certificates bear the same number or code.", _alike),
    Check("INV14", "A certificate bears the number and code it was issued with.", _renumbered),
    Check(
        "INV14",
        "A registration, and each of its units, has one certificate in force at most.",
        rows(TWO_IN_FORCE, "Registration %s has two certificates in force."),
    ),
    Check("INV15", "A certificate says what it was issued with.", _changed_payloads),
    Check(
        "INV15",
        "A certificate's status is that of its latest event.",
        rows(OTHER_STATUS, "Certificate %s shows another status than its latest event."),
    ),
    Check(
        "INV17",
        "Revocation and replacement carry a reason.",
        rows(REASONLESS, "Certificate event %s has no reason."),
    ),
    Check(
        "INV15",
        "A certificate runs out on the day it says.",
        rows(OTHER_EXPIRY, "Certificate %s runs out on another day than it says."),
    ),
    Check(
        "INV17",
        "Two people revoke a certificate, and neither is its holder.",
        rows(ONE_ALONE, "Revocation %s was not the deed of two people other than the holder."),
    ),
    Check("INV17", "A revocation in the ledger was proposed and confirmed.", _revoked_alone),
    Check(
        "INV17",
        "Revocation and replacement are final.",
        rows(AFTER_THE_END, "Certificate event %s follows the end of its certificate."),
    ),
]
