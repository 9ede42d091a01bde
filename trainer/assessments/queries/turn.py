"""Where a submission stands in its assessor's queue, and what comes before and after it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.assessments.queries.claims import OPEN
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db


@dataclass(frozen=True)
class Turn:
    """So many wait, so many of them longer than this one; the next and the one before, by id."""

    waiting: int
    longer: int
    following: int | None
    previous: int | None

    @property
    def place(self) -> int:
        """Its place in the queue, counted from 1."""
        return self.longer + 1


def turn_of(submission: Submission, assessor: User) -> Turn:
    """Find the place of a submission in somebody's queue; after the last comes the first."""
    values = (assessor.id, submission.id, submission.submitted_at)
    return Turn(*db.session.execute(*_turn(*values)).one())


@prepared
def _turn(assessor_id: Any, submission_id: Any, at: Any) -> Columns:
    mine = sa.and_(Submission.assessor_id == assessor_id, Submission.status.in_(OPEN))
    other = sa.and_(mine, Submission.id != submission_id)
    before = sa.or_(
        Submission.submitted_at < at,
        sa.and_(Submission.submitted_at == at, Submission.id < submission_id),
    )
    count, chosen = sa.select(sa.func.count(Submission.id)), sa.select(Submission.id)
    in_turn = (Submission.submitted_at, Submission.id)
    latest_first = (Submission.submitted_at.desc(), Submission.id.desc())
    after = chosen.where(other, ~before).order_by(*in_turn).limit(1).scalar_subquery()
    first = chosen.where(other).order_by(*in_turn).limit(1).scalar_subquery()
    previous = chosen.where(other, before).order_by(*latest_first).limit(1).scalar_subquery()
    return sa.select(
        count.where(mine).scalar_subquery(),
        count.where(mine, before).scalar_subquery(),
        sa.func.coalesce(after, first),
        previous,
    )
