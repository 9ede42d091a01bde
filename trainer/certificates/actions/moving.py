"""How a certificate moves: held against others who decide, one event for each step."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.certificates.models import (
    Certificate,
    CertificateEvent,
    CertificateStatus,
    Revocation,
)
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.models import Registration


def hold(row: Registration | Certificate | Revocation) -> None:
    """Make whoever else decides about this row wait, and see it as it is now.

    The lock is taken on the row alone: PostgreSQL takes none on what an outer join brings along.
    """
    table = type(row)
    db.session.execute(sa.select(table.id).where(table.id == row.id).with_for_update())
    db.session.refresh(row)


def move(
    certificate: Certificate,
    status: CertificateStatus,
    actor: User,
    proof: Proof,
    reason: str = "",
) -> None:
    """Move a certificate on, and write down who did so, when and why."""
    certificate.move_to(status)
    certificate.events.append(event(status, actor, proof, reason))


def event(
    status: CertificateStatus, actor: User, proof: Proof, reason: str = ""
) -> CertificateEvent:
    """Write down one step of a certificate's life."""
    return CertificateEvent(
        status=status, actor_id=actor.id, reason=reason, reauthenticated_at=proof.at
    )


def given(words: str, field: str = "reason") -> str:
    """Ask for words where there are none."""
    if not words.strip():
        raise Unacceptable(_("Say why, in a sentence."), field)
    return words.strip()
