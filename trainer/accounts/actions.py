"""Every write to accounts: making them, opening and ending sessions, setting passwords."""

import secrets
import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa

from trainer.accounts import policies, throttle
from trainer.accounts.events import PasswordSet, ResetCodeHandedOver, SignedIn, SignedOut
from trainer.accounts.models import LoginSession, ResetCode, Telling, User
from trainer.accounts.queries import hash_secret, tidy_identity
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

CODE_LASTS = timedelta(hours=24)
SHARED_LASTS = timedelta(minutes=10)
CODE_LENGTH = 12


def make_account(
    *,
    staff_number: str,
    name: str,
    known_as: str = "",
    email: str = "",
    password_hash: str | None = None,
) -> User:
    """Make an account for a member of staff; without a password until they set one."""
    user = User(
        fs_uniquifier=uuid.uuid4().hex,
        staff_number=tidy_identity(staff_number),
        name=name,
        known_as=known_as or name.split(maxsplit=1)[0],
        email=tidy_identity(email) or None,
        password=password_hash,
    )
    taken = sa.select(User.id).where(
        sa.or_(
            User.staff_number == user.staff_number,
            sa.and_(User.email.is_not(None), User.email == user.email),
        )
    )
    if db.session.scalar(taken) is not None:
        raise Unacceptable(
            _("Someone has this staff number or e-mail address already."), "staff_number"
        )
    db.session.add(user)
    return user


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


def set_password(user: User, *, actor: User, password_hash: str, how: str, keep: str = "") -> None:
    """Give somebody a new password and sign out all their browsers but the one in `keep`."""
    user.password = password_hash
    note_password_set(user, actor=actor, how=how, keep=keep)


def note_password_set(user: User, *, actor: User, how: str, keep: str = "") -> None:
    """Follow up a new password: other browsers are signed out, failures forgotten."""
    throttle.forgive(user)
    db.session.execute(
        sa.update(LoginSession)
        .where(
            LoginSession.user_id == user.id,
            LoginSession.ended_at.is_(None),
            LoginSession.token_hash != hash_secret(keep),
        )
        .values(ended_at=clock.now())
    )
    publish(PasswordSet(actor=actor, subject=user, how=how))


def hand_over_code(user: User, *, actor: User) -> str:
    """Make a one-time code that lets someone set a new password; whoever may is decided above."""
    code = new_code(CODE_LENGTH)
    handed = ResetCode(
        user=user, code_hash=hash_secret(code), issued_by=actor, expires_at=clock.now() + CODE_LASTS
    )
    db.session.add(handed)
    publish(ResetCodeHandedOver(actor=actor, subject=handed, holder=user))
    return code


def use_code(code: ResetCode, *, actor: User, password_hash: str, at: datetime) -> None:
    """Set the password of whoever was handed the code; it works once."""
    code.used_at = at
    set_password(code.user, actor=actor, password_hash=password_hash, how="code")


def choose(user: User, *, actor: User, telling: Telling, theme: str) -> None:
    """Keep how somebody wants to be told things and how pages should look to them."""
    if user != actor:
        raise Unacceptable(_("Only you can choose that."))
    user.telling = telling
    user.theme = theme
