"""Putting courses on offer, planning their sessions, opening, changing and calling them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.accounts.models import User
from trainer.accounts.queries import tidy_identity
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.turns import Turn, take_turns
from trainer.courses import policies, queries
from trainer.courses.actions.outcomes import Outcome
from trainer.courses.actions.seating import resize
from trainer.courses.events import (
    BookingCancelled,
    CourseOfferedAgain,
    CourseRetired,
    CourseWritten,
    SessionCancelled,
    SessionChanged,
    SessionOpened,
    SessionPlanned,
)
from trainer.courses.models import (
    LIVE,
    TAKES_TIME,
    Approval,
    Booking,
    BookingStatus,
    Course,
    CourseKind,
    CourseOutcome,
    CourseSession,
    CourseStatus,
    SessionStatus,
)
from trainer.courses.serving import serves
from trainer.courses.times import local
from trainer.extensions import db


@dataclass(frozen=True, kw_only=True)
class Described:
    """What is said of a course."""

    title: str
    kind: CourseKind
    provider: str
    description: str
    minutes: int
    places: int
    cost: int
    approval: Approval
    outcomes: Sequence[Outcome]
    prerequisites: Sequence[int]
    skill_id: int | None


@dataclass(frozen=True, kw_only=True)
class Arranged:
    """When and where a session is, who holds it (by staff number), and for how many."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    room: str
    link: str
    led_by: str
    trainers: Sequence[str]
    places: int
    site_id: int | None = None


def offer(*, actor: User, described: Described) -> Course:
    """Put a course on offer."""
    require(policies.may_arrange(actor))
    course = Course()
    _describe(course, described)
    db.session.add(course)
    publish(CourseWritten(actor=actor, subject=course))
    return course


def describe(course: Course, *, actor: User, described: Described) -> None:
    """Say something else of a course; sessions planned already keep their cost and length."""
    require(policies.may_arrange(actor))
    _describe(course, described)
    publish(CourseWritten(actor=actor, subject=course))


def retire(course: Course, *, actor: User) -> None:
    """Offer a course no more; sessions that are planned are held."""
    require(policies.may_retire(actor, course))
    course.move_to(CourseStatus.RETIRED)
    publish(CourseRetired(actor=actor, subject=course))


def offer_again(course: Course, *, actor: User) -> None:
    """Put a retired course back on offer."""
    require(policies.may_arrange(actor))
    course.move_to(CourseStatus.OFFERED)
    publish(CourseOfferedAgain(actor=actor, subject=course))


def plan(course: Course, *, actor: User, arranged: Arranged) -> CourseSession:
    """Set a day on which a course is held; nobody can book before it is opened."""
    require(policies.may_plan(actor, course))
    session = CourseSession(course=course, minutes=course.minutes, cost=course.cost)
    session.places = arranged.places
    _arrange(session, arranged)
    require(serves(actor, session))
    db.session.add(session)
    publish(SessionPlanned(actor=actor, subject=session))
    return session


def open_for_booking(session: CourseSession, *, actor: User) -> None:
    """Let people book places."""
    require(policies.may_open(actor, session))
    session.move_to(SessionStatus.OPEN)
    publish(SessionOpened(actor=actor, subject=session))


def change(session: CourseSession, *, actor: User, arranged: Arranged) -> None:
    """Hold a session at another time, elsewhere, by others or for another number of people.

    Whoever has a place is told where it matters to them, and more places move the list up.
    """
    take_turns(db.session, Turn.COURSES)
    require(policies.may_change(actor, session))
    before = _shown(session)
    _arrange(session, arranged)
    require(serves(actor, session))
    _refuse_clashes(session)
    resize(session, arranged.places, actor=actor)
    publish(SessionChanged(actor=actor, subject=session, matters=before != _shown(session)))


def call_off(session: CourseSession, *, actor: User, reason: str) -> None:
    """Call a session off; everybody on its list is told why, and may book another."""
    take_turns(db.session, Turn.COURSES)
    require(policies.may_call_off(actor, session))
    session.move_to(SessionStatus.CANCELLED)
    session.reason = reason
    for booking in session.bookings:
        if booking.is_live:
            was, booking.reason = booking.status, reason
            booking.move_to(BookingStatus.CANCELLED)
            booking.place = None
            publish(BookingCancelled(actor=actor, subject=booking, was=was))
    publish(SessionCancelled(actor=actor, subject=session, reason=reason))


def _describe(course: Course, described: Described) -> None:
    course.title, course.kind, course.provider = described.title, described.kind, described.provider
    course.description, course.minutes = described.description, described.minutes
    course.places, course.cost, course.approval = (
        described.places,
        described.cost,
        described.approval,
    )
    course.skill_id = described.skill_id
    course.outcomes = [
        CourseOutcome(
            position=place,
            words=one.words,
            unit_version=one.unit_version,
            criteria=list(one.criteria),
        )
        for place, one in enumerate(described.outcomes)
    ]
    wanted = sa.select(Course).where(Course.id.in_(described.prerequisites), Course.id != course.id)
    course.prerequisites = list(db.session.scalars(wanted))


def _arrange(session: CourseSession, arranged: Arranged) -> None:
    session.starts_at, session.ends_at = arranged.starts_at, arranged.ends_at
    session.starts_on = local(arranged.starts_at, arranged.zone).date()
    session.zone, session.room, session.link = arranged.zone, arranged.room, arranged.link
    session.led_by, session.site_id = arranged.led_by, arranged.site_id
    session.trainers = _numbered(arranged.trainers)
    if not session.room and not session.link:
        raise Unacceptable(_("Say where it is: a room, or a link."), "room")
    if not session.trainers and not session.led_by:
        raise Unacceptable(_("Say who holds it."), "trainers")


def _numbered(staff_numbers: Sequence[str]) -> list[User]:
    known = queries.working_here(staff_numbers)
    if strange := [one for one in staff_numbers if tidy_identity(one) not in known]:
        words = _("Nobody works here under %(numbers)s.", numbers=", ".join(strange))
        raise Unacceptable(words, "trainers")
    return list(dict.fromkeys(known[tidy_identity(one)] for one in staff_numbers))


def _shown(session: CourseSession) -> tuple[object, ...]:
    """Tell what whoever comes has to know."""
    return (session.starts_at, session.ends_at, session.room, session.link)


def _refuse_clashes(session: CourseSession) -> None:
    """Refuse a time at which somebody on the list is on another list, or is asked to hold it."""
    mine, other, theirs = aliased(Booking), aliased(Booking), aliased(CourseSession)
    names = db.session.scalars(
        sa.select(User.name)
        .join(mine, mine.person_id == User.id)
        .outerjoin(other, sa.and_(other.person_id == User.id, other.id != mine.id))
        .outerjoin(theirs, theirs.id == other.session_id)
        .where(
            mine.session_id == session.id,
            mine.status.in_(LIVE),
            sa.or_(
                User.id.in_([one.id for one in session.trainers]),
                sa.and_(
                    other.status.in_(TAKES_TIME),
                    theirs.starts_at < session.ends_at,
                    theirs.ends_at > session.starts_at,
                ),
            ),
        )
        .distinct()
        .order_by(User.name)
    ).all()
    if names:
        words = _(
            "On the list and not free then: %(names)s. Cancel their bookings first.",
            names=", ".join(names),
        )
        raise Unacceptable(words, "starts_on")
