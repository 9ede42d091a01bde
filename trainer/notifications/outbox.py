"""Work to be done outside the request, written down in the transaction that made it necessary."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.core.errors import WrongState
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.events import WorkTriedAgain
from trainer.notifications.models import OutboxItem, OutboxStatus, Task

if TYPE_CHECKING:
    from trainer.accounts.models import User

MOST_ATTEMPTS = 8
WHILE_OUT_OF_REACH = 360
"""How often a letter is tried while the mail server is out of reach: for about a day."""
PAUSE = timedelta(minutes=1)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=4)
"""So soon after what stood in the way is gone, and one sweep, work is done at the latest."""
CLAIM_LASTS = timedelta(minutes=10)
"""Longer than any piece of work may take; after it another worker may take the work up, and sooner
only if the one that had it is known to have ended."""
STEP_LASTS = timedelta(minutes=1)
"""The same for one step of work that says with each that it goes on."""
IN_STEPS = frozenset({Task.ISSUE_BATCH})


@dataclass(frozen=True)
class Claimed:
    """A piece of work that one worker has taken up."""

    id: int
    task: Task
    payload: dict[str, Any]
    asked_at: datetime
    attempts: int

    @property
    def name(self) -> str:
        """What every attempt at it is called, so that receivers know a repeat (INV31)."""
        return f"outbox-{self.id}-{self.asked_at:%Y%m%d%H%M%S%f}"


def ask(task: Task, **payload: Any) -> OutboxItem:
    """Write down a piece of work for the job worker; it is delivered at least once."""
    item = OutboxItem(task=task, payload=payload)
    db.session.add(item)
    return item


def send_mail(*, to: str, subject: str, body: str) -> OutboxItem:
    """Write down a letter to be sent."""
    return ask(Task.MAIL, to=to, subject=subject, body=body)


def waiting() -> sa.Select[OutboxItem]:
    """Select the work that is due, oldest first."""
    return (
        sa.select(OutboxItem)
        .where(OutboxItem.status == OutboxStatus.WAITING, OutboxItem.due_at <= clock.now())
        .order_by(OutboxItem.id)
    )


def claim(item_id: int, *, worker: str | None = None) -> Claimed | None:
    """Take a piece of work up, unless it is done, not due yet, or another worker has it."""
    item = db.session.get(OutboxItem, item_id, with_for_update={"skip_locked": True})
    if item is None or not item.is_due:
        return None
    item.attempts += 1
    item.due_at = clock.now() + (STEP_LASTS if item.task in IN_STEPS else CLAIM_LASTS)
    item.claimed_by = worker
    return Claimed(item.id, item.task, item.payload, item.created_at, item.attempts)


def go_on(item_id: int) -> None:
    """Note, in the transaction of a step, that the work is still this worker's and goes well."""
    item = db.session.get_one(OutboxItem, item_id)
    item.due_at = clock.now() + STEP_LASTS
    item.attempts = 1


def let_go(worker: str) -> None:
    """Let what a worker had taken up that has ended be taken up again from now on."""
    db.session.execute(
        sa.update(OutboxItem)
        .where(OutboxItem.status == OutboxStatus.WAITING, OutboxItem.claimed_by == worker)
        .values(due_at=clock.now(), claimed_by=None)
    )


def mark_done(item_id: int) -> None:
    """Note that the work is done."""
    item = db.session.get_one(OutboxItem, item_id)
    item.status = OutboxStatus.DONE
    item.done_at = clock.now()
    item.trouble = ""


def mark_failed(item_id: int, trouble: str, *, most: int = MOST_ATTEMPTS) -> bool:
    """Note what went wrong and when to try again: after 10 s, doubled up to 4 min, `most` times.

    Say whether that was the last time.
    """
    item = db.session.get_one(OutboxItem, item_id)
    item.trouble, item.claimed_by = trouble, None
    item.due_at = clock.now() + min(FIRST_WAIT * 2 ** min(item.attempts - 1, 9), LONGEST_WAIT)
    if item.attempts >= most:
        item.status = OutboxStatus.FAILED
    return item.status is OutboxStatus.FAILED


def postpone(tasks: Collection[Task]) -> None:
    """Let work of these kinds that is due, and nobody has taken up, wait for a minute."""
    until = clock.now() + PAUSE
    db.session.execute(
        sa.update(OutboxItem)
        .where(
            OutboxItem.status == OutboxStatus.WAITING,
            OutboxItem.task.in_(tasks),
            OutboxItem.due_at < until,
            OutboxItem.claimed_by.is_(None),
            OutboxItem.attempts == 0,
        )
        .values(due_at=until)
    )


def try_again(item: OutboxItem, *, actor: "User") -> None:
    """Let failed work be tried again from now on; whoever may is decided above."""
    if item.status is OutboxStatus.DONE:
        raise WrongState(_("This has been delivered since the page was drawn."))
    item.status = OutboxStatus.WAITING
    item.attempts = 0
    item.due_at = clock.now()
    publish(WorkTriedAgain(actor=actor, subject=item))
