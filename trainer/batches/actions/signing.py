"""Signing for many certificates at once; the worker then issues them one by one."""

from collections.abc import Sequence

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.batches import policies
from trainer.batches.events import BatchSigned
from trainer.batches.models import Batch, BatchLine
from trainer.batches.queries import Candidate
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask


def sign(name: str, chosen: Sequence[Candidate], *, actor: User, proof: Proof) -> Batch:
    """Sign for the certificates of these registrations; whoever is not ready now is refused here.

    Each is asked about again at the moment it is issued.
    """
    require(policies.may_sign(actor))
    require(is_proven(actor, proof))
    if not chosen:
        raise Unacceptable(_("Tick whose certificates are to be issued."), "registrations")
    for one in chosen:
        if not one.verdict:
            raise Unacceptable(
                f"{one.registration.learner.name}: {one.verdict.reason}", "registrations"
            )
    batch = Batch(name=_named(name), signed_by=actor, proven_at=proof.at)
    batch.lines = [BatchLine(registration=one.registration) for one in chosen]
    db.session.add(batch)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.ISSUE_BATCH, batch_id=batch.id)
    publish(
        BatchSigned(
            actor=actor,
            subject=batch,
            registrations=[one.registration for one in chosen],
            reauthenticated_at=proof.at,
        )
    )
    return batch


def _named(name: str) -> str:
    if not name.strip():
        raise Unacceptable(_("Say what these certificates are called together."), "name")
    return name.strip()
