"""Pairs as they are listed, and their meetings as time spent on development."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import User
from trainer.core.database import Columns
from trainer.logs.models import Activity, Revision
from trainer.pairs.models import LIVE, CoachingMeeting, CoachingPair, PairStatus


def whole(select: sa.Select[CoachingPair]) -> sa.Select[CoachingPair]:
    """Load pairs with the two and their meetings, those that go on first."""
    over = sa.case((CoachingPair.status.in_(sorted(LIVE)), 0), else_=1)
    return select.options(
        joinedload(CoachingPair.person),
        joinedload(CoachingPair.coach),
        selectinload(CoachingPair.meetings).joinedload(CoachingMeeting.written_by),
    ).order_by(over, CoachingPair.asked_at.desc(), CoachingPair.id.desc())


def of(person: User) -> sa.Select[CoachingPair]:
    """Select the pairs somebody is one of the two in."""
    return whole(
        sa.select(CoachingPair).where(
            sa.or_(CoachingPair.person_id == person.id, CoachingPair.coach_id == person.id)
        )
    )


def count_to_answer(person_id: Any) -> Any:
    """Count who waits for somebody's yes to coach them."""
    return (
        sa.select(sa.func.count(CoachingPair.id))
        .where(CoachingPair.coach_id == person_id, CoachingPair.status == PairStatus.ASKED)
        .scalar_subquery()
    )


def as_development(person: User) -> Columns:
    """Select the meetings of somebody with whoever coaches them, as time spent on development."""
    return (
        sa.select(
            CoachingMeeting.met_on.label("day"),
            sa.literal(Activity.COACHING, Revision.activity.type).label("activity"),
            CoachingMeeting.minutes.label("minutes"),
            CoachingPair.aim.label("what"),
            (sa.literal("/coaching-pairs/") + sa.cast(CoachingPair.id, sa.String)).label("path"),
        )
        .join(CoachingPair, CoachingPair.id == CoachingMeeting.pair_id)
        .where(CoachingPair.person_id == person.id)
    )
