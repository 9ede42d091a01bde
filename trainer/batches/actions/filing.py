"""Ordering the certificates of a batch as one file, noting that it is made, forgetting old ones."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.batches import policies, queries
from trainer.batches.events import BatchFileMade, BatchFileOrdered
from trainer.batches.models import Batch, BatchFile, FileKind, FileStatus
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask

KEPT = timedelta(days=7)
"""So long a file is there to be saved; it can be ordered again at any time."""


def order_file(batch: Batch, kind: FileKind, *, actor: User) -> BatchFile:
    """Have one file made of all; while one of that kind is on its way, that is the one."""
    progress = queries.progress_of(batch.id)
    require(policies.may_order_file(actor, progress.issued, progress.printed))
    waiting = db.session.scalar(
        queries.files_of(batch).where(
            BatchFile.kind == kind, BatchFile.status == FileStatus.WAITING
        )
    )
    if waiting is not None:
        return waiting
    file = BatchFile(batch=batch, kind=kind, asked_by=actor, asked_at=clock.now())
    db.session.add(file)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.MAKE_BATCH_FILE, file_id=file.id)
    publish(BatchFileOrdered(actor=actor, subject=file, batch=batch))
    return file


def note_made(file: BatchFile, key: str, size: int) -> None:
    """Note where a file is kept; called by the job worker."""
    file.move_to(FileStatus.READY)
    file.key, file.size = key, size
    publish(BatchFileMade(actor=None, subject=file, batch=file.batch, size=size))


def drop_old_files() -> None:
    """Forget files whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(BatchFile).where(BatchFile.asked_at < clock.now() - KEPT))
