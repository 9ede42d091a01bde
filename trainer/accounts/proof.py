"""Proof that someone has just shown again who they are, without which nothing is signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _

LASTS = timedelta(minutes=5)


@dataclass(frozen=True)
class Proof:
    """Who re-entered their password, and when."""

    user_id: int
    at: datetime


def is_proven(actor: User, proof: Proof | None) -> Verdict:
    """Say whether this person proved who they are within the last five minutes (INV23)."""
    if proof is None or proof.user_id != actor.id or clock.now() - proof.at > LASTS:
        return no(_("Enter your password again to sign."))
    return YES
