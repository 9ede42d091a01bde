"""Who runs equality monitoring, and whether returns are asked for."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.equality import sealing
from trainer.equality.models import EqualityTerms
from trainer.equality.rules import Terms
from trainer.extensions import db
from trainer.promotions.policies import may_review_fairness


def newest() -> EqualityTerms | None:
    """Return what was said last about asking for returns."""
    return db.session.scalar(sa.select(EqualityTerms).order_by(EqualityTerms.id.desc()).limit(1))


def in_force() -> Terms | None:
    """Say under which terms returns are asked for today; None where they are not.

    Without the key, as after a backup was brought back elsewhere, nothing is asked for either.
    """
    said = newest()
    if said is None or said.last_day is None or clock.today() > said.last_day:
        return None
    return Terms(said.words, said.last_day) if sealing.present() else None


def may_run(actor: User) -> Verdict:
    """Say whether this person switches monitoring on and off and reads its rates."""
    return may_review_fairness(actor)


def may_answer() -> Verdict:
    """Say whether anybody may give, change or remove a return of their own."""
    return YES if in_force() else no(_("No returns are asked for now."))
