"""What somebody was told, what is not delivered, and what was: ready to list."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import raiseload

from trainer.notifications import policies
from trainer.notifications.models import Notice, OutboxItem, OutboxStatus, SentMail

if TYPE_CHECKING:
    from trainer.accounts.models import User


def told(reader: "User") -> sa.Select[Notice]:
    """Select what this person was told, newest first, ready to list."""
    return policies.visible_to(reader).order_by(Notice.id.desc()).options(raiseload("*"))


def undelivered() -> sa.Select[OutboxItem]:
    """Select the work that waits or failed: the failed first, then the oldest."""
    return (
        sa.select(OutboxItem)
        .where(OutboxItem.status != OutboxStatus.DONE)
        .order_by(OutboxItem.status, OutboxItem.id)
    )


def sent_mail() -> sa.Select[SentMail]:
    """Select the letters the demonstration kept, newest first."""
    return sa.select(SentMail).order_by(SentMail.id.desc())
