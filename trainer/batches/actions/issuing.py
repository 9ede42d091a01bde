"""What the worker does to a batch: issue each line once, note refusals, and say when it is over."""

from trainer.accounts.proof import Proof
from trainer.batches import queries
from trainer.batches.events import BatchIssued
from trainer.batches.models import Batch, BatchLine, BatchStatus, LineStatus
from trainer.certificates.actions import issue_as_signed
from trainer.config import Config
from trainer.core.events import publish
from trainer.extensions import db


def issue_line(line_id: int, config: Config) -> bool:
    """Issue one certificate and note it on its line, both or neither; say whether to go on.

    Does nothing where it was done before, so that it can be tried again after a crash.
    """
    line = db.session.get_one(BatchLine, line_id, with_for_update=True)
    batch = line.batch
    if batch.status is not BatchStatus.ISSUING:
        return False
    if line.status is LineStatus.WAITING:
        line.certificate = issue_as_signed(
            line.registration,
            actor=batch.signed_by,
            proof=Proof(user_id=batch.signed_by_id, at=batch.proven_at),
            config=config,
        )
        line.move_to(LineStatus.ISSUED)
    return True


def note_refusal(line_id: int, sentence: str) -> None:
    """Keep why one of them could not be issued."""
    line = db.session.get_one(BatchLine, line_id, with_for_update=True)
    if line.status is LineStatus.WAITING:
        line.move_to(LineStatus.REFUSED)
        line.refusal = sentence


def finish(batch_id: int) -> None:
    """Note that every line was tried, whatever came of it."""
    batch = db.session.get_one(Batch, batch_id, with_for_update=True)
    if batch.status is not BatchStatus.ISSUING or queries.waiting_lines(batch_id):
        return
    batch.move_to(BatchStatus.DONE)
    progress = queries.progress_of(batch_id)
    publish(
        BatchIssued(
            actor=batch.signed_by,
            subject=batch,
            issued=progress.issued,
            refused=progress.refused,
        )
    )
