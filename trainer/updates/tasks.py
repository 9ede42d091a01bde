"""Telling everybody an update is for that it is there: in the worker, since they may be thousands."""

import sqlalchemy as sa
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.text import written
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.notifications.telling import tell
from trainer.updates.addressing import is_current, is_for, was_read
from trainer.updates.models import Update, UpdateVersion
from trainer.web.transactions import unit_of_work

AT_ONCE = 200
"""People told in one transaction, so that others can write in between."""


def tell_readers(version_id: int) -> None:
    """Tell those who have not read it and were not told before, some at a time."""
    while _tell_some(version_id):
        pass


def _tell_some(version_id: int) -> int:
    with unit_of_work():
        version = db.session.get_one(UpdateVersion, version_id)
        path = f"/updates/{version.update_id}?version={version.number}"
        told = sa.select(Notice.id).where(Notice.user_id == User.id, Notice.path == path).exists()
        waiting = db.session.scalars(
            sa.select(User)
            .select_from(Update)
            .join(UpdateVersion, is_current())
            .join(User, sa.and_(User.active, is_for(User.id, clock.today())))
            .where(UpdateVersion.id == version_id, ~was_read(User.id), ~told)
            .order_by(User.id)
            .limit(AT_ONCE)
        ).all()
        words = _(
            "Please read “%(title)s” by %(day)s.",
            title=version.title,
            day=written(version.due_on),
        )
        for person in waiting:
            tell(person, words, path)
        return len(waiting)
