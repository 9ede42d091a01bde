"""What somebody was told, ready to list, and how much of it they have not read."""

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


def unread_by(reader_id: int | sa.SQLColumnExpression[int]) -> sa.Select[int]:
    """Select how much this person has not read; a column makes it a part of another select."""
    return sa.select(sa.func.count(Notice.id)).where(
        Notice.user_id == reader_id, Notice.read_at.is_(None)
    )


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
