"""Setting passwords, and the codes handed over to set one with."""

from datetime import datetime, timedelta

from trainer.accounts import throttle
from trainer.accounts.actions.sessions import end_others
from trainer.accounts.events import PasswordSet, ResetCodeHandedOver
from trainer.accounts.models import ResetCode, User
from trainer.accounts.queries import hash_secret
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.events import publish
from trainer.extensions import db

CODE_LASTS = timedelta(hours=24)
CODE_LENGTH = 12


def set_password(user: User, *, actor: User, password_hash: str, how: str, keep: str = "") -> None:
    """Give somebody a new password and sign out all their browsers but the one in `keep`."""
    user.password = password_hash
    note_password_set(user, actor=actor, how=how, keep=keep)


def note_password_set(user: User, *, actor: User, how: str, keep: str = "") -> None:
    """Follow up a new password: other browsers are signed out, failures forgotten."""
    throttle.forgive(user)
    end_others(user, keep=keep)
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
