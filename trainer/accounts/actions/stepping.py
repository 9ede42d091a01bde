"""The second step of signing in: setting it up, taking it away, and codes that are taken once."""

from typing import Any, cast

import sqlalchemy as sa

from trainer.accounts.actions.sessions import end_others
from trainer.accounts.events import (
    AppRemoved,
    AppSetUp,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    SecondStepReset,
)
from trainer.accounts.models import AuthenticatorApp, Passkey, RecoveryCode, User
from trainer.accounts.passkeys import Made, Used
from trainer.accounts.proof import Proof, is_proven
from trainer.accounts.queries import app_of, hash_secret, passkey_called, unused_codes
from trainer.core import clock
from trainer.core.database import new_code
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

CODES = 10
CODE_LENGTH = 16


def set_up_app(
    user: User, *, actor: User, secret: str, counter: int, proof: Proof, keep: str
) -> list[str]:
    """Give somebody an authenticator app of theirs as second step; return their recovery codes.

    `secret` is encrypted, `counter` the half minute of the code that showed that the app has it, and
    `keep` the token of the one browser that stays signed in. An app they had gives way to it.
    """
    _only_oneself(user, actor)
    require(is_proven(actor, proof))
    db.session.execute(sa.delete(AuthenticatorApp).filter_by(user_id=user.id))
    app = AuthenticatorApp(user=user, secret=secret, last_counter=counter)
    db.session.add(app)
    end_others(user, keep=keep)
    publish(AppSetUp(actor=actor, subject=app, holder=user))
    return _new_codes(user)


def remove_app(user: User, *, actor: User, proof: Proof, keep: str) -> None:
    """Let somebody sign in with their password alone again."""
    _only_oneself(user, actor)
    require(is_proven(actor, proof))
    if db.session.scalar(app_of(user)) is None:
        raise Unacceptable(_("You have no authenticator app."))
    _take_away(user)
    end_others(user, keep=keep)
    publish(AppRemoved(actor=actor, subject=user))


def make_recovery_codes(user: User, *, actor: User, proof: Proof) -> list[str]:
    """Give somebody new recovery codes; those they had are void."""
    _only_oneself(user, actor)
    require(is_proven(actor, proof))
    codes = _new_codes(user)
    publish(RecoveryCodesMade(actor=actor, subject=user))
    return codes


def add_passkey(
    user: User, *, actor: User, name: str, made: Made, proof: Proof, keep: str
) -> Passkey:
    """Let somebody sign in with a passkey that their browser just made. Raises Unacceptable for one known."""
    _only_oneself(user, actor)
    require(is_proven(actor, proof))
    if db.session.scalar(passkey_called(made.credential)) is not None:
        raise Unacceptable(_("This passkey is known already."))
    passkey = Passkey(
        user=user,
        name=name,
        credential=made.credential,
        public_part=made.public_part,
        uses=made.uses,
    )
    db.session.add(passkey)
    end_others(user, keep=keep)
    publish(PasskeyAdded(actor=actor, subject=passkey, holder=user, name=name))
    return passkey


def remove_passkey(passkey: Passkey, *, actor: User, proof: Proof, keep: str) -> None:
    """Let nobody in with this passkey any more."""
    _only_oneself(passkey.user, actor)
    require(is_proven(actor, proof))
    publish(PasskeyRemoved(actor=actor, subject=passkey, holder=actor, name=passkey.name))
    db.session.delete(passkey)
    end_others(actor, keep=keep)


def note_use(passkey: Passkey, used: Used, *, actor: User) -> None:
    """Keep how often a passkey was used, so that a copy of it is noticed."""
    _only_oneself(passkey.user, actor)
    passkey.uses = used.uses
    passkey.used_at = clock.now()


def take_away_everything(user: User) -> None:
    """Leave somebody nothing to sign in with but a password; it speaks for itself nowhere."""
    _take_away(user)
    db.session.execute(sa.delete(Passkey).where(Passkey.user_id == user.id))


def reset_second_step(user: User, *, actor: User, reason: str) -> None:
    """Take second step and passkeys away from somebody who lost them; whoever may is decided above."""
    take_away_everything(user)
    end_others(user)
    publish(SecondStepReset(actor=actor, subject=user, reason=reason))


def spend_app_code(user: User, counter: int, *, actor: User) -> None:
    """Let a code of the app, and all before it, never be taken again."""
    _only_oneself(user, actor)
    _once(
        sa.update(AuthenticatorApp)
        .where(AuthenticatorApp.user_id == user.id, AuthenticatorApp.last_counter < counter)
        .values(last_counter=counter)
    )


def spend_recovery_code(code: RecoveryCode, *, actor: User) -> None:
    """Let a recovery code never be taken again."""
    _only_oneself(code.user, actor)
    _once(
        sa.update(RecoveryCode)
        .where(RecoveryCode.id == code.id, RecoveryCode.used_at.is_(None))
        .values(used_at=clock.now())
    )
    left = db.session.scalar(sa.select(sa.func.count()).select_from(unused_codes(actor).subquery()))
    publish(RecoveryCodeUsed(actor=actor, subject=code, left=left or 0))


def _once(spent: sa.Update) -> None:
    result = cast("sa.CursorResult[Any]", db.session.execute(spent))
    if result.rowcount != 1:
        raise Unacceptable(_("That code has been used. Wait for the next one."), "code")


def _new_codes(user: User) -> list[str]:
    db.session.execute(sa.delete(RecoveryCode).filter_by(user_id=user.id))
    codes = [new_code(CODE_LENGTH) for _one in range(CODES)]
    db.session.add_all(RecoveryCode(user=user, code_hash=hash_secret(one)) for one in codes)
    return codes


def _take_away(user: User) -> None:
    for kind in (AuthenticatorApp, RecoveryCode):
        db.session.execute(sa.delete(kind).where(kind.user_id == user.id))


def _only_oneself(user: User, actor: User) -> None:
    if user != actor:
        raise Unacceptable(_("Only you can do that."))
