"""Work to be done outside the request, written down in the transaction that made it necessary."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, OutboxStatus, Task

MOST_ATTEMPTS = 8


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


def mark_done(item: OutboxItem) -> None:
    """Note that the work is done."""
    item.status = OutboxStatus.DONE
    item.attempts += 1
    item.done_at = clock.now()
    item.trouble = ""


def mark_failed(item: OutboxItem, trouble: str, *, most: int = MOST_ATTEMPTS) -> None:
    """Note what went wrong and when to try again: after 10 s, doubled each time, `most` times."""
    item.attempts += 1
    item.trouble = trouble
    item.due_at = clock.now() + timedelta(seconds=10 * 2 ** (item.attempts - 1))
    if item.attempts >= most:
        item.status = OutboxStatus.FAILED
