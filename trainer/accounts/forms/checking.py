"""Whether what somebody typed is theirs: their password, or a code they can only have now."""

from dataclasses import dataclass

from flask import current_app, request
from flask_login import current_user
from flask_security.utils import hash_password, verify_password

from trainer.accounts import actions, queries, throttle
from trainer.accounts.app_codes import AppCodes
from trainer.accounts.models import RecoveryCode, User
from trainer.accounts.passwords import tidy
from trainer.core import clock
from trainer.core.database import plain_code
from trainer.extensions import db

DIGITS = 6


@dataclass(frozen=True)
class AppCode:
    """A code of somebody's app that fits, still to be spent."""

    counter: int


Fitting = AppCode | RecoveryCode


def who_is_signed_in() -> User:
    """Return the person signed in."""
    user: User = current_user._get_current_object()  # noqa: SLF001 - the documented way
    return user


def is_password_of(user: User | None, typed: str) -> bool:
    """Check a password, counting failures, and taking as long whether or not the person exists."""
    resting = user is not None and throttle.is_resting(user, clock.now())
    if user is None or user.password is None or resting or not user.active:
        hashed(typed)
        note_failure(user if user is not None and not resting else None)
        return False
    if not verify_password(tidy(typed), user.password):
        note_failure(user)
        return False
    return True


def hashed(typed: str) -> str:
    """Hash a password, in the one form of its letters, slowly enough to be hard to guess."""
    return hash_password(tidy(typed))


def looks_like_app_code(typed: str) -> bool:
    """Say whether this is written as an app writes its codes; no password is so short."""
    digits = "".join(typed.split())
    return digits.isdecimal() and len(digits) == DIGITS


def code_of(user: User, typed: str) -> Fitting | None:
    """Match a code of the app, or one that was written down, counting failures as for a password.

    It is not spent by this: that belongs to the transaction of what it allows.
    """
    if throttle.is_resting(user, clock.now()) or not user.active:
        note_failure(None)
        return None
    fitting = _app_code(user, typed) if looks_like_app_code(typed) else _written_down(user, typed)
    if fitting is None:
        note_failure(user)
    return fitting


def app_codes() -> AppCodes:
    """Return what makes and matches the codes of this installation."""
    codes: AppCodes = current_app.extensions["app_codes"]
    return codes


def spend(user: User, fitting: Fitting) -> None:
    """Let a code that fits never be taken again. Raises Unacceptable where somebody was quicker."""
    if isinstance(fitting, RecoveryCode):
        actions.spend_recovery_code(fitting, actor=user)
    else:
        actions.spend_app_code(user, fitting.counter, actor=user)


def _app_code(user: User, typed: str) -> AppCode | None:
    app = db.session.scalar(queries.app_of(user))
    if app is None:
        return None
    counter = app_codes().matches("".join(typed.split()), app)
    return AppCode(counter) if counter is not None else None


def _written_down(user: User, typed: str) -> RecoveryCode | None:
    ours = RecoveryCode.code_hash == queries.hash_secret(plain_code(typed))
    return db.session.scalar(queries.unused_codes(user).where(ours))


def note_failure(user: User | None) -> None:
    """Count something that did not match; for nobody where nobody is known, or their account rests."""
    actions.note_failure(user.id if user else None, address=request.remote_addr or "")
