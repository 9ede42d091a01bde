"""Making accounts, putting them right, closing and reopening them."""

import uuid

import sqlalchemy as sa

from trainer.accounts.actions.stepping import take_away_everything
from trainer.accounts.events import AccountClosed, AccountReopened
from trainer.accounts.models import LoginSession, ResetCode, Telling, User
from trainer.accounts.queries import tidy_identity
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.extensions import db


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
    """Let someone who came back set a password anew; what they signed in with before is gone."""
    take_away_everything(user)
    user.active = True
    user.password = None
    publish(AccountReopened(actor=actor, subject=user))


def choose(
    user: User, *, actor: User, telling: Telling, theme: str, single_keys: bool = True
) -> None:
    """Keep how somebody wants to be told things and how pages should look and listen to them."""
    if user != actor:
        raise Unacceptable(_("Only you can choose that."))
    user.telling = telling
    user.theme = theme
    user.single_keys = single_keys
