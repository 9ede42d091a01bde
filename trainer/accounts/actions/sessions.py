"""Opening and ending sessions, and writing down who was not let in."""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts import policies, throttle
from trainer.accounts.events import (
    OthersSignedOut,
    SessionLeft,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from trainer.accounts.models import LoginSession, User
from trainer.accounts.queries import hash_secret
from trainer.audit.record import apart, record
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

SHARED_LASTS = timedelta(minutes=10)


def open_session(
    user: User, *, lasts: timedelta, shared_device: bool, address: str, browser: str
) -> str:
    """Open a session for someone who has just proved who they are; return the browser's token."""
    token = secrets.token_urlsafe(32)
    throttle.forgive(user)
    db.session.add(
        LoginSession(
            user=user,
            token_hash=hash_secret(token),
            expires_at=clock.now() + lasts,
            shared_device=shared_device,
            address=address,
            browser=browser[:200],
        )
    )
    publish(SignedIn(actor=user, subject=user, address=address))
    return token


def end_session(session: LoginSession, *, actor: User) -> None:
    """Sign one browser out, at its next request."""
    require(policies.may_end(actor, session))
    if session.ended_at is None:
        session.ended_at = clock.now()
        publish(SignedOut(actor=actor, subject=session))


def note_presence(session_id: int) -> None:
    """Note that a browser is used now, apart from the request's own work."""
    now = clock.now()
    with apart():
        db.session.execute(
            sa.update(LoginSession)
            .where(LoginSession.id == session_id, LoginSession.last_used_at < now)
            .values(last_used_at=now)
        )


def end_left(session_id: int) -> None:
    """End the session of a browser that nobody used for long, apart from the request's own work."""
    with apart():
        found = db.session.get(LoginSession, session_id, with_for_update=True)
        if found is not None and found.ended_at is None:
            found.ended_at = clock.now()
            record(SessionLeft(actor=None, subject=found))


def sign_out_others(user: User, *, actor: User, keep: str) -> None:
    """Sign all of one's own browsers out but the one whose token is kept."""
    if user != actor:
        raise Unacceptable(_("Only you can do that."))
    end_others(user, keep=keep)
    publish(OthersSignedOut(actor=actor, subject=user))


def end_others(user: User, *, keep: str = "") -> None:
    """Sign out all of somebody's browsers but the one whose token is kept; it speaks for itself."""
    db.session.execute(
        sa.update(LoginSession)
        .where(
            LoginSession.user_id == user.id,
            LoginSession.ended_at.is_(None),
            LoginSession.token_hash != hash_secret(keep),
        )
        .values(ended_at=clock.now())
    )


def note_failure(user_id: int | None, *, address: str) -> None:
    """Count a password that did not match, and write it down, apart from the request's own work.

    `user_id` is None where nobody is known by that name, or the account rests already. The actor
    is nobody: who typed it is just what is not known.
    """
    with apart():
        user = db.session.get(User, user_id) if user_id is not None else None
        if user is not None:
            throttle.count_failure(user, clock.now())
        failures = user.failed_sign_ins if user is not None else 0
        record(SignInFailed(actor=None, subject=user, address=address, failures=failures))
