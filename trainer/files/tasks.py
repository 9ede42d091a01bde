"""What the job worker does with files: has new ones scanned, removes those whose time is over."""

import sqlalchemy as sa

from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.files import actions
from trainer.files.models import FileRemoval
from trainer.files.retention import Due, due_dates
from trainer.logs.models import Scan, StoredFile
from trainer.storage.antivirus import virus_in
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work


def remove_due(store: Store, config: Config) -> int:
    """Remove the bytes that are due today and not held; return of how many files.

    The removal is on record before the first byte goes. Bytes that an ended worker left behind
    after that go first.
    """
    for keys in db.session.scalars(sa.select(FileRemoval.keys)).all():
        _delete(store, keys)
    waiting = [due.file.id for due in due_dates(config) if is_over(due)]
    db.session.rollback()
    for file_id in waiting:
        with unit_of_work():
            keys = [
                key
                for due in due_dates(config, [file_id])
                if is_over(due)
                for key in actions.record_removal(due)
            ]
        _delete(store, keys)
    return len(waiting)


def scan(file_id: int, store: Store, config: Config) -> None:
    """Have a new file scanned where a scanner is set up; an infected one is removed at once.

    While the scanner can't be reached the file stays unsent, and the outbox tries again.
    """
    file = db.session.get(StoredFile, file_id)
    key = file.key if file is not None and file.scan is Scan.WAITING else None
    db.session.rollback()
    if key is None or not config.antivirus:
        return
    virus = virus_in(store.open(key), config.antivirus)
    with unit_of_work():
        file = db.session.get(StoredFile, file_id, with_for_update=True)
        keys = actions.note_scan(file, virus) if file and file.scan is Scan.WAITING else []
    _delete(store, keys)


def is_over(due: Due) -> bool:
    """Say whether the bytes are to go now."""
    return due.on <= clock.today() and not due.is_held


def _delete(store: Store, keys: list[str]) -> None:
    for key in keys:
        store.delete(key)
