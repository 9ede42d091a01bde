"""Which pages are measured, as whom, and how many statements each may issue."""

import sqlalchemy as sa

from bench.pages.all_others import OTHERS
from bench.pages.busy import BUSY, to_judge
from bench.pages.visits import MeasuredPage, Visit
from trainer.accounts.models import User

PAGES: list[MeasuredPage] = [*BUSY, *OTHERS]

__all__ = ["BUSY", "PAGES", "MeasuredPage", "Visit", "everybody", "to_judge"]


def everybody() -> sa.Select[User]:
    """Select everyone who visits a measured page."""
    ids = {visit.person_id for page in PAGES for visit in page.visits()}
    ids |= {visit.person_id for visit in to_judge()}
    return sa.select(User).where(User.id.in_(ids))
