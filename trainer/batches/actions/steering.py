"""Letting a batch rest, go on, end early, or try again what could not be done."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.batches import policies, queries
from trainer.batches.events import BatchCancelled, BatchPaused, BatchResumed, BatchTriedAgain
from trainer.batches.models import Batch, BatchLine, BatchStatus, LineStatus
from trainer.certificates.actions import make_again
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask


def pause(batch: Batch, *, actor: User) -> None:
    """Let the issuing rest; what is being issued at this moment is still issued."""
    _hold(batch)
    require(policies.may_pause(actor, batch))
    batch.move_to(BatchStatus.PAUSED)
    publish(BatchPaused(actor=actor, subject=batch))


def resume(batch: Batch, *, actor: User) -> None:
    """Let the issuing go on where it rested."""
    _hold(batch)
    require(policies.may_resume(actor, batch))
    batch.move_to(BatchStatus.ISSUING)
    ask(Task.ISSUE_BATCH, batch_id=batch.id)
    publish(BatchResumed(actor=actor, subject=batch))


def cancel(batch: Batch, *, actor: User) -> None:
    """Give up what is not issued yet; what was issued stays in force."""
    _hold(batch)
    require(policies.may_cancel(actor, batch))
    batch.move_to(BatchStatus.CANCELLED)
    waiting = _lines(batch, LineStatus.WAITING)
    for line in waiting:
        line.move_to(LineStatus.CANCELLED)
    publish(BatchCancelled(actor=actor, subject=batch, cancelled=len(waiting)))


def try_again(batch: Batch, *, actor: User) -> None:
    """Try once more what was refused, and print what could not be printed."""
    _hold(batch)
    require(policies.may_try_again(actor, batch))
    refused = _lines(batch, LineStatus.REFUSED)
    papers = db.session.scalars(queries.unprinted(batch.id)).all()
    if not refused and not papers:
        raise Unacceptable(_("Nothing went wrong here."))
    for certificate in papers:
        make_again(certificate, actor=actor)
    if refused:
        for line in refused:
            line.move_to(LineStatus.WAITING)
            line.refusal = ""
        batch.move_to(BatchStatus.ISSUING)
        ask(Task.ISSUE_BATCH, batch_id=batch.id)
    publish(BatchTriedAgain(actor=actor, subject=batch, lines=len(refused), papers=len(papers)))


def _hold(batch: Batch) -> None:
    db.session.refresh(batch, with_for_update={"of": Batch})


def _lines(batch: Batch, status: LineStatus) -> list[BatchLine]:
    return list(
        db.session.scalars(
            sa.select(BatchLine)
            .where(BatchLine.batch_id == batch.id, BatchLine.status == status)
            .order_by(BatchLine.id)
            .with_for_update()
        )
    )
