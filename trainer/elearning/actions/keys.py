"""A key for another system: shown once, kept as its hash, good until a day."""

import secrets
from datetime import date, timedelta

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.elearning import policies
from trainer.elearning.events import ReceivingKeyEnded, ReceivingKeyMade
from trainer.elearning.models import ReceivingKey
from trainer.extensions import db

LONGEST = timedelta(days=366)
"""A key that nobody has thought of for a year is one too many."""


def make_key(*, actor: User, label: str, prefix: str, ends_on: date) -> tuple[ReceivingKey, str]:
    """Make a key and return it with its secret, which nobody can show again.

    `ends_on` is the first day on which it no longer works. Raises Unacceptable.
    """
    require(policies.may_keep(actor))
    if not clock.today() < ends_on <= clock.today() + LONGEST:
        raise Unacceptable(_("Choose a day within the next year."), "last_day")
    secret = secrets.token_urlsafe(32)
    key = ReceivingKey(
        label=label,
        name=secrets.token_hex(6),
        secret_hash=hash_secret(secret),
        prefix=prefix,
        ends_on=ends_on,
        made_by=actor,
    )
    db.session.add(key)
    publish(ReceivingKeyMade(actor=actor, subject=key, label=label, prefix=prefix, ends_on=ends_on))
    return key, secret


def end_key(key: ReceivingKey, *, actor: User) -> None:
    """Let a key work no more, from this moment on."""
    require(policies.may_keep(actor))
    if not key.is_over:
        key.ends_on = clock.today()
        publish(ReceivingKeyEnded(actor=actor, subject=key, label=key.label))
