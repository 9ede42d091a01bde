"""Who has papers made of a portfolio, and whose they are."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.portfolios.models import Paper


def papers_visible_to(actor: User) -> sa.Select[Paper]:
    """Select the papers this person asked for: they hold what that person may read."""
    return sa.select(Paper).where(Paper.asked_by_id == actor.id)
