"""Trust the key of another installation, or do so no more."""

import re

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.packs import policies
from trainer.packs.events import KeyTrusted, KeyTrustedNoMore
from trainer.packs.models import TrustedKey

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def trust(*, actor: User, fingerprint: str, organisation: str) -> TrustedKey:
    """Take packs signed with this key from now on."""
    require(policies.may_bring_in(actor))
    plain = "".join(fingerprint.split()).lower()
    if not FINGERPRINT.fullmatch(plain):
        raise Unacceptable(
            _("A fingerprint has 64 figures and letters from a to f."), "fingerprint"
        )
    known = sa.select(TrustedKey).where(
        TrustedKey.fingerprint == plain, TrustedKey.ended_at.is_(None)
    )
    if db.session.scalar(known) is not None:
        raise Unacceptable(_("This key is trusted already."), "fingerprint")
    key = TrustedKey(fingerprint=plain, organisation=organisation, added_by=actor)
    db.session.add(key)
    publish(KeyTrusted(actor=actor, subject=key, fingerprint=plain))
    return key


def trust_no_more(key: TrustedKey, *, actor: User) -> None:
    """Take no more packs signed with this key; what was brought in stays."""
    require(policies.may_bring_in(actor))
    if key.ended_at is None:
        key.ended_at = clock.now()
        publish(KeyTrustedNoMore(actor=actor, subject=key, fingerprint=key.fingerprint))
