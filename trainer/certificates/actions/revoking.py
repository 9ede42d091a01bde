"""Taking a certificate back, which takes two people: one proposes, another confirms."""

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.certificates import policies
from trainer.certificates.actions.moving import given, hold, move
from trainer.certificates.events import (
    CertificateRevoked,
    RevocationDropped,
    RevocationProposed,
)
from trainer.certificates.models import (
    Certificate,
    CertificateStatus,
    Revocation,
    RevocationStatus,
)
from trainer.core import clock
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.extensions import db


def propose_revocation(
    certificate: Certificate, *, actor: User, proof: Proof, reason: str, evidence: str
) -> Revocation:
    """Propose to take a certificate back; it stays in force until somebody else confirms."""
    hold(certificate)
    require(policies.may_propose_revocation(actor, certificate))
    require(is_proven(actor, proof))
    revocation = Revocation(
        certificate=certificate,
        proposed_by=actor,
        proposed_at=clock.now(),
        proposal_proven_at=proof.at,
        reason=given(reason),
        evidence=given(evidence, "evidence"),
    )
    db.session.add(revocation)
    publish(
        RevocationProposed(
            actor=actor,
            subject=revocation,
            certificate=certificate,
            number=certificate.number,
            reason=Sealed(revocation.reason),
            evidence=Sealed(revocation.evidence),
            reauthenticated_at=proof.at,
        )
    )
    return revocation


def confirm_revocation(revocation: Revocation, *, actor: User, proof: Proof) -> None:
    """Take a certificate back, for good, as another proposed; its public page says so at once."""
    certificate = revocation.certificate
    hold(certificate)
    hold(revocation)
    require(policies.may_confirm_revocation(actor, revocation))
    require(is_proven(actor, proof))
    _decide(revocation, RevocationStatus.CONFIRMED, actor)
    move(certificate, CertificateStatus.REVOKED, actor, proof, revocation.reason)
    publish(
        CertificateRevoked(
            actor=actor,
            subject=certificate,
            number=certificate.number,
            proposed_by=revocation.proposed_by,
            reason=Sealed(revocation.reason),
            reauthenticated_at=proof.at,
        )
    )


def drop_revocation(revocation: Revocation, *, actor: User, words: str) -> None:
    """Leave a certificate in force after all; whoever proposed may do so, and anybody else."""
    hold(revocation.certificate)
    hold(revocation)
    require(policies.may_drop_revocation(actor, revocation))
    revocation.words = given(words, "words")
    _decide(revocation, RevocationStatus.DROPPED, actor)
    publish(
        RevocationDropped(
            actor=actor,
            subject=revocation,
            certificate=revocation.certificate,
            number=revocation.certificate.number,
            words=Sealed(revocation.words),
        )
    )


def _decide(revocation: Revocation, status: RevocationStatus, actor: User) -> None:
    revocation.move_to(status)
    revocation.decided_by = actor
    revocation.decided_at = clock.now()
