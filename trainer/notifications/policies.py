"""Whose notices somebody may read: their own."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from trainer.notifications.models import Notice

if TYPE_CHECKING:
    from trainer.accounts.models import User


def visible_to(actor: "User") -> sa.Select[Notice]:
    """Select what this person was told."""
    return sa.select(Notice).where(Notice.user_id == actor.id)
