"""Putting an earlier version of a draft back, and letting go of those nobody needs any more."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import require
from trainer.extensions import db
from trainer.logs import policies
from trainer.logs.earlier.keeping import keep, put_into, words_of
from trainer.logs.earlier.models import EarlierWords
from trainer.logs.models import EvidenceStatus, Item, Revision

KEPT_AFTER = timedelta(days=30)
"""So long are earlier versions kept once the revision is submitted, or its item is withdrawn."""


def put_back(revision: Revision, earlier: EarlierWords, *, actor: User) -> None:
    """Let a draft say what it said before; what it says now becomes an earlier version itself.

    Its files and criteria stay as they are.
    """
    require(policies.may_write(actor, revision))
    keep(revision, words_of(revision), revision.saved_at)
    put_into(revision, earlier.words)
    revision.saved_at = clock.now()


def let_go() -> None:
    """Drop the earlier versions of what was submitted, withdrawn or found void a while ago."""
    long_ago = clock.now() - KEPT_AFTER
    over = {EvidenceStatus.WITHDRAWN, EvidenceStatus.VOID}
    sent = sa.select(Revision.id).where(Revision.frozen_at <= long_ago)
    gone = sa.select(Revision.id).join(Revision.item).where(Item.status.in_(over))
    nobody_s = sa.or_(
        EarlierWords.revision_id.in_(sent),
        sa.and_(EarlierWords.revision_id.in_(gone), EarlierWords.kept_at <= long_ago),
    )
    db.session.execute(sa.delete(EarlierWords).where(nobody_s))
