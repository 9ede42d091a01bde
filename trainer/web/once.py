"""The same form sent twice has one effect: request keys and where they led."""

import hashlib
import json
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import g, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.core.errors import Conflict
from trainer.core.text import gettext as _
from trainer.extensions import db

KEPT = timedelta(days=30)
"""How long a sending is known again: what was written without a network may be sent once more days later."""


class RequestKey(Base):
    """One sending of one drawn form, remembered so that a double click changes nothing twice."""

    __tablename__ = "request_keys"

    id: Mapped[intpk]
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    location: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class AlreadyDone(Exception):
    """This very form has taken effect before; `location` is where it led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def take_effect_once(key: str, owner: str) -> None:
    """Claim this sending, raising `AlreadyDone` for a repeat and `Conflict` for other contents."""
    name = hashlib.sha256(f"{owner}:{key}".encode()).hexdigest()
    fingerprint = _fingerprint()
    if (earlier := _earlier(name)) is None:
        g.request_key = RequestKey(key=name, fingerprint=fingerprint)
        db.session.add(g.request_key)
        try:
            db.session.flush()  # On PostgreSQL a sending under way is only noticed here.
        except IntegrityError:
            db.session.rollback()
            earlier = _earlier(name)
    if earlier is None:
        return
    if earlier.fingerprint == fingerprint:
        raise AlreadyDone(earlier.location)
    raise Conflict(_("This page was sent before with other words. Open it again to see."))


def is_first(what: str) -> bool:
    """Note something that is good for one time, and say whether it had not been seen before."""
    name = hashlib.sha256(what.encode()).hexdigest()
    if _earlier(name) is not None:
        return False
    try:
        with db.session.begin_nested():
            db.session.add(RequestKey(key=name, fingerprint=""))
    except IntegrityError:
        return False
    return True


def forget_old_sendings() -> None:
    """Let go of sendings that nobody repeats any more."""
    db.session.execute(sa.delete(RequestKey).where(RequestKey.at < clock.now() - KEPT))


def _earlier(name: str) -> RequestKey | None:
    return db.session.scalar(sa.select(RequestKey).where(RequestKey.key == name))


def remember_where_it_led(location: str) -> None:
    """Note where this form's effect can be seen, for a repeat of it."""
    if (claimed := g.pop("request_key", None)) is not None:
        claimed.location = location


def _fingerprint() -> str:
    sent = sorted(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and "password" not in name
    )
    return hashlib.sha256(json.dumps([request.path, sent]).encode()).hexdigest()
