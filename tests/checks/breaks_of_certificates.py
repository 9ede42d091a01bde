"""How the checks of a certificate's life are seen to fail."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from tests.checks.breaks import first, set_all
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.certificates.models import Certificate, Revocation, RevocationStatus
from trainer.core import clock
from trainer.extensions import db


def _let_its_holder_propose() -> None:
    """Let a certificate be revoked by its own holder and one other."""
    certificate = first(Certificate)
    other = sa.select(User.id).where(User.id != certificate.learner_id).limit(1)
    proposal = Revocation(
        certificate_id=certificate.id,
        status=RevocationStatus.CONFIRMED,
        reason="It was bought.",
        evidence="The receipt.",
        proposed_by_id=certificate.learner_id,
        proposal_proven_at=clock.now(),
        decided_by_id=db.session.scalar(other),
        decided_at=clock.now(),
    )
    db.session.add(proposal)


BREAKS: dict[str, tuple[str, Callable[[], object]]] = {
    "a certificate that runs out on another day": (
        "A certificate runs out on the day it says.",
        set_all(Certificate, expires_on=date(2099, 1, 1)),
    ),
    "a certificate revoked by its holder": (
        "Two people revoke a certificate, and neither is its holder.",
        _let_its_holder_propose,
    ),
    "a revocation that nobody proposed": (
        "A revocation in the ledger was proposed and confirmed.",
        set_all(
            LedgerEntry,
            LedgerEntry.kind == "CertificateIssued",
            kind="CertificateRevoked",
            body='{"proposed_by":1}',
        ),
    ),
}
