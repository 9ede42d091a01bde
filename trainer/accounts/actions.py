"""Every write to accounts: making them, opening and ending sessions, setting passwords."""

import secrets
import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa

from trainer.accounts import policies, throttle
from trainer.accounts.events import (
    AccountClosed,
    AccountReopened,
    PasswordSet,
    ResetCodeHandedOver,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from trainer.accounts.models import LoginSession, ResetCode, Telling, User
from trainer.accounts.queries import hash_secret, tidy_identity
from trainer.audit.record import apart, record
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
    user = unchecked_account(staff_number=staff_number, name=name, known_as=known_as, email=email)
    user.password = password_hash
    _refuse_taken(user, User.staff_number == user.staff_number, "staff_number")
    if user.email:
        _refuse_taken(user, User.email == user.email, "email")
    db.session.add(user)
    return user


def unchecked_account(*, staff_number: str, name: str, known_as: str, email: str) -> User:
    """Make an account that is neither added nor compared with others: an import has done that."""
    return User(
        fs_uniquifier=uuid.uuid4().hex,
        staff_number=tidy_identity(staff_number),
        name=name,
        known_as=known_as or name.split(maxsplit=1)[0],
        email=tidy_identity(email) or None,
    )


def correct(user: User, *, name: str, known_as: str, email: str) -> tuple[str, ...]:
    """Put someone's name or address right and say which changed; whoever may is decided above."""
    given = {
        "name": name,
        "known_as": known_as or name.split(maxsplit=1)[0],
        "email": tidy_identity(email) or None,
    }
    changed = tuple(field for field, value in given.items() if getattr(user, field) != value)
    if "email" in changed and given["email"]:
        _refuse_taken(user, User.email == given["email"], "email")
    for field in changed:
        setattr(user, field, given[field])
    return changed


def _refuse_taken(user: User, clash: sa.ColumnElement[bool], field: str) -> None:
    if db.session.scalar(sa.select(User.id).where(clash, User.id != (user.id or 0))) is not None:
        sentences = {
            "staff_number": _("Someone has this staff number already."),
            "email": _("Someone has this e-mail address already."),
        }
        raise Unacceptable(sentences[field], field)


def close_account(user: User, *, actor: User | None) -> None:
    """Shut someone who leaves out, at their next request; whoever may is decided above."""
    now = clock.now()
    user.active = False
    for open_one, ended in (
        (sa.update(LoginSession).where(LoginSession.ended_at.is_(None)), "ended_at"),
        (sa.update(ResetCode).where(ResetCode.used_at.is_(None)), "expires_at"),
    ):
        db.session.execute(open_one.filter_by(user_id=user.id).values({ended: now}))
    publish(AccountClosed(actor=actor, subject=user))


def reopen_account(user: User, *, actor: User | None) -> None:
    """Let someone who came back set a password anew; the one they had is gone."""
    user.active = True
    user.password = None
    publish(AccountReopened(actor=actor, subject=user))


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


def choose(
    user: User, *, actor: User, telling: Telling, theme: str, single_keys: bool = True
) -> None:
    """Keep how somebody wants to be told things and how pages should look and listen to them."""
    if user != actor:
        raise Unacceptable(_("Only you can choose that."))
    user.telling = telling
    user.theme = theme
    user.single_keys = single_keys
