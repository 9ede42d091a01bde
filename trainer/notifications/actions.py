"""Every write a reader causes: having read what they were told."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from trainer.core import clock
from trainer.core.policy import YES, no, require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.models import Notice

if TYPE_CHECKING:
    from trainer.accounts.models import User


def read(notice: Notice, *, actor: "User") -> None:
    """Note that the person told has seen it."""
    require(YES if notice.user_id == actor.id else no(_("Someone else was told that.")))
    notice.read_at = notice.read_at or clock.now()


def read_all(*, actor: "User") -> None:
    """Note that this person has seen everything they were told so far."""
    db.session.execute(
        sa.update(Notice)
        .where(Notice.user_id == actor.id, Notice.read_at.is_(None))
        .values(read_at=clock.now())
    )
