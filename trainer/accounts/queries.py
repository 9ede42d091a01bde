"""Finding people by the name they sign in with, and the session a browser holds."""

import hashlib
import unicodedata
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import (
    AuthenticatorApp,
    LoginSession,
    Passkey,
    RecoveryCode,
    ResetCode,
    SecondStepRule,
    User,
)
from trainer.core import clock
from trainer.core.prepared import prepared
from trainer.notifications.queries import unread_by


def tidy_identity(typed: str) -> str:
    """Write a staff number or e-mail address in the one way it is stored and compared."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def hash_secret(secret: str) -> str:
    """Hash a random secret of full strength for storage; not for passwords people choose."""
    return hashlib.sha256(secret.encode()).hexdigest()


def known_as(typed: str) -> sa.Select[User]:
    """Select the person with this staff number or e-mail address."""
    identity = tidy_identity(typed)
    return sa.select(User).where(
        sa.or_(sa.func.lower(User.staff_number) == identity, User.email == identity)
    )


@prepared
def signed_in_with(
    token_hash: Any, at: Any
) -> sa.Select[User, int, datetime, bool, int, bool, date | None, int | None]:
    """Select whose open session this browser's token belongs to.

    Every request asks this, so their roles, when it was last used, whether the device is shared, how
    much is unread under the bell, whether they have a second step, and what the rule about it says
    come with it.
    """
    newest = sa.select(sa.func.max(SecondStepRule.id)).scalar_subquery()
    return (
        sa.select(
            User,
            LoginSession.id,
            LoginSession.last_used_at,
            LoginSession.shared_device,
            unread_by(User.id).scalar_subquery(),
            has_app(User.id),
            SecondStepRule.starts_on,
            SecondStepRule.grace_days,
        )
        .join(LoginSession, LoginSession.user_id == User.id)
        .outerjoin(SecondStepRule, SecondStepRule.id == newest)
        .where(
            LoginSession.token_hash == token_hash,
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > at,
            User.active,
        )
        .options(joinedload(User.appointments))
    )


def has_app(user_id: Any) -> sa.Exists:
    """Say, as a condition, whether this person has an authenticator app."""
    return sa.exists().where(AuthenticatorApp.user_id == user_id)


def app_of(user: User) -> sa.Select[AuthenticatorApp]:
    """Select the authenticator app of this person, if they have one."""
    return sa.select(AuthenticatorApp).where(AuthenticatorApp.user_id == user.id)


def unused_codes(user: User) -> sa.Select[RecoveryCode]:
    """Select the recovery codes this person has left."""
    return sa.select(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )


def passkeys_of(user: User) -> sa.Select[Passkey]:
    """Select the passkeys of this person, oldest first."""
    return sa.select(Passkey).where(Passkey.user_id == user.id).order_by(Passkey.id)


def passkey_called(credential: str) -> sa.Select[Passkey]:
    """Select the passkey known by this, if its holder may sign in."""
    return (
        sa.select(Passkey)
        .join(User, User.id == Passkey.user_id)
        .where(Passkey.credential == credential, User.active)
    )


def open_sessions(user: User) -> sa.Select[LoginSession]:
    """Select the browsers this person is signed in with, newest first."""
    return (
        sa.select(LoginSession)
        .where(
            LoginSession.user_id == user.id,
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > clock.now(),
        )
        .order_by(LoginSession.started_at.desc())
    )


def usable_code(user: User, code: str, at: datetime) -> sa.Select[ResetCode]:
    """Select the reset code of this person, if it is theirs, unused and in time."""
    return sa.select(ResetCode).where(
        ResetCode.user_id == user.id,
        ResetCode.code_hash == hash_secret(code),
        ResetCode.used_at.is_(None),
        ResetCode.expires_at > at,
    )
