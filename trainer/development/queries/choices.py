"""What an action may become: sessions that lie ahead, and what its person has under way."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import LIVE, Booking, CourseSession, SessionStatus
from trainer.development.queries.things import SOURCES, Thing
from trainer.extensions import db
from trainer.pairs.models import LIVE as LIVE_PAIRS
from trainer.pairs.models import CoachingPair
from trainer.planning.models import OPEN as OPEN_PLANS
from trainer.planning.models import AssessmentPlan
from trainer.registrations.models import LEFT, Registration

MOST_SESSIONS = 60


class Choice(NamedTuple):
    """Something somebody has under way already, by the column that would name it and its id."""

    link: str
    id: int
    thing: Thing


def sessions_for(person: User) -> Sequence[CourseSession]:
    """List the open sessions that lie ahead in which somebody has no place yet, the next one first."""
    has_place = sa.select(Booking.session_id).where(
        Booking.person_id == person.id, Booking.status.in_(LIVE)
    )
    return db.session.scalars(
        sa.select(CourseSession)
        .where(
            CourseSession.status == SessionStatus.OPEN,
            CourseSession.starts_at > clock.now(),
            CourseSession.id.not_in(has_place),
        )
        .options(joinedload(CourseSession.course))
        .order_by(CourseSession.starts_at, CourseSession.id)
        .limit(MOST_SESSIONS)
    ).all()


def under_way(person: User) -> list[Choice]:
    """List what somebody has under way that an action may follow, by kind."""
    own = {
        "booking_id": sa.select(Booking.id).where(
            Booking.person_id == person.id, Booking.status.in_(LIVE)
        ),
        "registration_id": sa.select(Registration.id).where(
            Registration.learner_id == person.id, Registration.status.not_in(LEFT)
        ),
        "plan_id": sa.select(AssessmentPlan.id)
        .join(Registration, Registration.id == AssessmentPlan.registration_id)
        .where(Registration.learner_id == person.id, AssessmentPlan.status.in_(OPEN_PLANS)),
        "pair_id": sa.select(CoachingPair.id).where(
            CoachingPair.person_id == person.id, CoachingPair.status.in_(LIVE_PAIRS)
        ),
    }
    return [
        Choice(link, id_, thing)
        for link, select in own.items()
        if (ids := db.session.scalars(select).all())
        for id_, thing in sorted(SOURCES[link](ids))
    ]
