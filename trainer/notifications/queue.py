"""The queue that wakes the job worker as soon as work is committed.

The outbox is the record of what is to be done; the queue only carries its ids. Losing the queue
loses nothing: the worker sweeps the outbox every minute.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import current_app
from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey
from huey.constants import EmptyData
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Session

from trainer.config import Config
from trainer.notifications.models import OutboxItem

logger = logging.getLogger(__name__)

ASKED = "outbox_asked"


class Queue:
    """Carries ids of outbox items from the processes that commit them to the one that delivers."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.deliver: Callable[[int], None] | None = None

    @cached_property
    def huey(self) -> Huey:
        """The library's queue, kept beside this installation's database and opened at first use."""
        if self.config.database.startswith("postgresql"):
            return PostgresHuey("trainer", dsn=self.config.database.replace("+psycopg", "", 1))
        if self.config.database == "sqlite://":
            return MemoryHuey("trainer")
        return SqliteHuey(
            "trainer", filename=str(self.config.data_dir / "jobs.db"), journal_mode="persist"
        )

    @cached_property
    def send(self) -> Callable[[int], Any]:
        """Put one id on the queue."""
        task: Callable[[int], Any] = self.huey.task(name="deliver")(self._carry)
        return task

    def _carry(self, item_id: int) -> None:
        if self.deliver is not None:
            self.deliver(item_id)

    def tell_progress(self, work: str, done: int, total: int) -> None:
        """Say how far a piece of work is; what is said here is no record, and may be lost."""
        self.huey.storage.put_data(work.encode(), f"{done} {total}".encode())

    def progress_of(self, work: str) -> tuple[int, int] | None:
        """Tell how far a piece of work said it was, and of how much; nothing if it has not spoken."""
        said = self.huey.storage.peek_data(work.encode())
        if said is EmptyData:
            return None
        done, total = bytes(said).decode().split()
        return int(done), int(total)

    def forget_progress(self, work: str) -> None:
        """Drop what a piece of work said, once it is done."""
        self.huey.storage.pop_data(work.encode())

    def close(self) -> None:
        """Let go of the queue's connection, if it was ever opened."""
        if "huey" in vars(self):
            self.huey.storage.close()


def send_on_commit(session: Any) -> None:
    """Send what each transaction of this session made due to its application's queue."""
    if not sa_event.contains(session, "after_commit", _send_ids):
        sa_event.listen(session, "after_flush", _note_ids)
        sa_event.listen(session, "after_commit", _send_ids)
        sa_event.listen(session, "after_soft_rollback", _forget_ids)


def _send_ids(session: Session) -> None:
    for item_id in session.info.pop(ASKED, []):
        try:
            current_app.extensions["jobs"].send(item_id)
        except Exception:
            logger.exception("Outbox item %s waits for the sweep.", item_id)


def _note_ids(session: Session, _flush: object) -> None:
    touched = (*session.new, *session.dirty)
    asked = [one.id for one in touched if isinstance(one, OutboxItem) and one.is_due]
    session.info.setdefault(ASKED, []).extend(asked)


def _forget_ids(session: Session, _transaction: object) -> None:
    session.info.pop(ASKED, None)
