"""Who has given their password in this browser, and not yet the second step."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import session

from trainer.accounts.models import User
from trainer.core import clock
from trainer.extensions import db

KEY = "second_step"
LASTS = timedelta(minutes=10)


def begin(user: User) -> None:
    """Keep in the signed cookie that this person's password was right a moment ago."""
    session[KEY] = [user.fs_uniquifier, clock.now().timestamp()]


def whose() -> User | None:
    """Find who has ten minutes from their password to give the second step; None if nobody has."""
    name, at = session.get(KEY) or ("", 0)
    if clock.now() - datetime.fromtimestamp(at, clock.now().tzinfo) > LASTS:
        return None
    return db.session.scalar(sa.select(User).where(User.fs_uniquifier == name, User.active))


def end() -> None:
    """Forget it: they are in."""
    session.pop(KEY, None)
