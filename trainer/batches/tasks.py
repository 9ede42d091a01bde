"""What the job worker does with batches: each certificate in a transaction of its own, then files."""

from collections.abc import Callable
from typing import cast

from flask import current_app

from trainer.batches import queries
from trainer.batches.actions import filing, issuing
from trainer.batches.actions.filing import drop_old_files
from trainer.batches.gathering import merged, zipped
from trainer.batches.models import BatchFile, FileKind, FileStatus
from trainer.config import Config
from trainer.core.errors import TrainerError
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

__all__ = ["drop_old_files", "give_up_on_batch", "give_up_on_file", "issue_batch", "make_file"]

LARGEST = 10 * 1000 * 1000 * 1000
GATHER = {FileKind.ZIP: zipped, FileKind.PRINT: merged}


def issue_batch(batch_id: int, config: Config, go_on: Callable[[], None]) -> None:
    """Issue one after the other until somebody pauses it; whom a rule refuses stops nobody else.

    `go_on` is called with each, in its transaction, so that it is known to be under way.
    """
    waiting = queries.waiting_lines(batch_id)
    db.session.rollback()
    for line_id in waiting:
        try:
            with unit_of_work():
                if not issuing.issue_line(line_id, config):
                    return
                go_on()
        except TrainerError as refusal:
            with unit_of_work():
                issuing.note_refusal(line_id, refusal.sentence)
    with unit_of_work():
        issuing.finish(batch_id)


def give_up_on_batch(batch_id: int) -> None:
    """Note what could not be issued, so that somebody sees it and can try again."""
    for line_id in queries.waiting_lines(batch_id):
        issuing.note_refusal(line_id, _("Something went wrong here while it was issued."))
    issuing.finish(batch_id)


def make_file(file_id: int) -> None:
    """Make one file of a batch, once; it is read from the store between two transactions."""
    file = db.session.get(BatchFile, file_id)
    if file is None or file.status is not FileStatus.WAITING:
        return
    kind, papers = file.kind, queries.papers_of(file.batch_id)
    db.session.rollback()
    store = cast("Store", current_app.extensions["store"])
    stored = store.put_stream(GATHER[kind](papers, store), limit=LARGEST)
    with unit_of_work():
        file = db.session.get(BatchFile, file_id, with_for_update=True)
        if file is not None and file.status is FileStatus.WAITING:
            filing.note_made(file, stored.key, stored.size)


def give_up_on_file(file_id: int) -> None:
    """Note that the file could not be made, so that whoever waits for it sees it."""
    file = db.session.get(BatchFile, file_id)
    if file is not None and file.status is FileStatus.WAITING:
        file.move_to(FileStatus.FAILED)
