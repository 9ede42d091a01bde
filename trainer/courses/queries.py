"""Courses, sessions and bookings as they are listed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from trainer.accounts.models import User
from trainer.accounts.queries import tidy_identity
from trainer.catalogue.models import Criterion, Unit, UnitVersion
from trainer.core import clock
from trainer.core.database import Columns
from trainer.courses import policies
from trainer.courses.activities import ACTIVITIES
from trainer.courses.models import (
    LIVE,
    SEATED,
    Approval,
    Booking,
    BookingStatus,
    Course,
    CourseEvaluation,
    CourseKind,
    CourseOutcome,
    CourseOutcomeCriterion,
    CourseSession,
    CourseStatus,
    SessionStatus,
)
from trainer.courses.serving import people_at, sites_served
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.logs.queries import linkable
from trainer.people.models import Site
from trainer.people.policies import reports_of


@dataclass(frozen=True)
class Tally:
    """How many have a place in a session, how many wait for one, and how many places there are."""

    taken: int
    waiting: int
    places: int

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return max(0, self.places - self.taken)


FEWEST_ANSWERS = 5
"""From fewer, what is said could be told to be somebody's."""

MARKS = range(1, 6)


@dataclass(frozen=True)
class Answers:
    """How many answered; and, if they are enough, how often each mark was given, and their words."""

    count: int
    marks: Mapping[str, Sequence[int]]
    words: Sequence[str]


def found(actor: User, words: str, kind: CourseKind | None) -> sa.Select[Course]:
    """Select the courses on offer whose title, provider or description has all these words."""
    select = policies.courses_visible_to(actor).where(Course.status == CourseStatus.OFFERED)
    for word in words.split():
        select = select.where(
            sa.or_(
                Course.title.icontains(word, autoescape=True),
                Course.provider.icontains(word, autoescape=True),
                Course.description.icontains(word, autoescape=True),
            )
        )
    if kind is not None:
        select = select.where(Course.kind == kind)
    return select.order_by(sa.func.lower(Course.title), Course.id)


def whole(select: sa.Select[Course]) -> sa.Select[Course]:
    """Load courses with their outcomes and what comes before them."""
    return select.options(
        selectinload(Course.outcomes).options(
            joinedload(CourseOutcome.unit_version), selectinload(CourseOutcome.criteria)
        ),
        selectinload(Course.prerequisites),
        joinedload(Course.skill),
    )


def ahead_of(courses: Collection[int], actor: User) -> dict[int, list[CourseSession]]:
    """List the sessions of courses that lie ahead, by course, the next one first."""
    rows = db.session.scalars(
        with_course(policies.sessions_visible_to(actor))
        .where(
            CourseSession.course_id.in_(courses),
            CourseSession.status.in_([SessionStatus.PLANNED, SessionStatus.OPEN]),
            CourseSession.ends_at > clock.now(),
        )
        .order_by(CourseSession.starts_at, CourseSession.id)
    )
    ahead: dict[int, list[CourseSession]] = {one: [] for one in courses}
    for session in rows:
        ahead[session.course_id].append(session)
    return ahead


def with_course(select: sa.Select[CourseSession]) -> sa.Select[CourseSession]:
    """Load sessions with their course and their trainers."""
    return select.options(joinedload(CourseSession.course), selectinload(CourseSession.trainers))


def tallies(sessions: Sequence[CourseSession]) -> dict[int, Tally]:
    """Count who has a place and who waits, for each session by its id."""
    seated = sa.func.sum(sa.case((Booking.status.in_(SEATED), 1), else_=0))
    waiting = sa.func.sum(sa.case((Booking.status == BookingStatus.WAITING, 1), else_=0))
    rows = db.session.execute(
        sa.select(Booking.session_id, seated, waiting)
        .where(Booking.session_id.in_([one.id for one in sessions]))
        .group_by(Booking.session_id)
    )
    counted = {id_: (taken, wait) for id_, taken, wait in rows}
    return {one.id: Tally(*counted.get(one.id, (0, 0)), one.places) for one in sessions}


def on_list(session: CourseSession) -> Sequence[Booking]:
    """List who has a place by name, who waits in their turn, then who asked; nobody who cancelled."""
    order = sa.case(
        {BookingStatus.WAITING: 1, BookingStatus.ASKED: 2}, value=Booking.status, else_=0
    )
    by_name = sa.case((Booking.place.is_not(None), sa.func.lower(User.name)), else_="")
    return db.session.scalars(
        sa.select(Booking)
        .join(Booking.person)
        .where(
            Booking.session_id == session.id,
            Booking.status.not_in([BookingStatus.CANCELLED, BookingStatus.REFUSED]),
        )
        .order_by(order, by_name, Booking.id)
        .options(contains_eager(Booking.person), joinedload(Booking.session))
    ).all()


def bookings_of(person: User) -> sa.Select[Booking]:
    """Select somebody's bookings, the latest session first."""
    return (
        sa.select(Booking)
        .join(Booking.session)
        .where(Booking.person_id == person.id)
        .order_by(CourseSession.starts_at.desc(), Booking.id.desc())
        .options(
            contains_eager(Booking.session).options(
                joinedload(CourseSession.course), selectinload(CourseSession.trainers)
            )
        )
    )


def booking_in(session: CourseSession, person: User) -> Booking | None:
    """Find somebody's booking of a session, the latest if there were several."""
    return db.session.scalars(
        sa.select(Booking)
        .where(Booking.session_id == session.id, Booking.person_id == person.id)
        .order_by(Booking.id.desc())
        .limit(1)
    ).first()


def turn_of(booking: Booking) -> int:
    """Say at which turn on the waiting list somebody is; the first is next."""
    before = sa.select(sa.func.count(Booking.id)).where(
        Booking.session_id == booking.session_id,
        Booking.status == BookingStatus.WAITING,
        Booking.id <= booking.id,
    )
    return db.session.scalar(before) or 0


def to_hold(person: User) -> Sequence[CourseSession]:
    """List the sessions somebody holds and whose register is not closed, the next one first."""
    return db.session.scalars(
        with_course(sa.select(CourseSession))
        .where(
            CourseSession.trainers.any(User.id == person.id),
            CourseSession.status.in_([SessionStatus.PLANNED, SessionStatus.OPEN]),
        )
        .order_by(CourseSession.starts_at, CourseSession.id)
    ).all()


def of_team(manager: User) -> Sequence[Booking]:
    """List what those who report to somebody have ahead of them, the next session first."""
    return _with_people(
        sa.select(Booking).where(
            Booking.person_id.in_(reports_of(manager.id, clock.today())),
            Booking.status.in_(LIVE),
            Booking.session.has(CourseSession.starts_at > clock.now()),
        )
    )


def to_decide(actor: User) -> Sequence[Booking]:
    """List the places somebody is asked to agree to, the next session first."""
    waits = _to_decide(actor.id, clock.now(), clock.today(), sites_served(actor))
    return _with_people(sa.select(Booking).where(*waits))


def count_to_decide(person_id: Any, now: Any, today: Any, *, sites: Collection[int | None]) -> Any:
    """Count, as part of another statement, the places somebody is asked to agree to."""
    waits = _to_decide(person_id, now, today, sites)
    return sa.select(sa.func.count(Booking.id)).where(*waits).scalar_subquery()


def _to_decide(
    person_id: Any, now: Any, today: Any, sites: Collection[int | None]
) -> list[sa.ColumnElement[bool]]:
    """Match what waits for somebody's word: that of their team, and of the sites they serve."""
    by_manager = (
        sa.select(CourseSession.id)
        .join(CourseSession.course)
        .where(Course.approval == Approval.MANAGER)
    )
    of_team = sa.and_(
        Booking.person_id.in_(reports_of(person_id, today)), Booking.session_id.in_(by_manager)
    )
    if not sites:
        return [*_asked(now), of_team]
    of_sites = Booking.person_id.in_(people_at(sites, today))
    return [*_asked(now), Booking.person_id != person_id, sa.or_(of_team, of_sites)]


def _asked(now: Any) -> list[sa.ColumnElement[bool]]:
    ahead = sa.select(CourseSession.id).where(
        CourseSession.status == SessionStatus.OPEN, CourseSession.starts_at > now
    )
    return [Booking.status == BookingStatus.ASKED, Booking.session_id.in_(ahead)]


def _with_people(select: sa.Select[Booking]) -> Sequence[Booking]:
    return db.session.scalars(
        select.join(Booking.session)
        .order_by(CourseSession.starts_at, Booking.id)
        .options(
            joinedload(Booking.person),
            contains_eager(Booking.session).options(
                joinedload(CourseSession.course), selectinload(CourseSession.trainers)
            ),
        )
    ).all()


def arranged() -> Sequence[Course]:
    """List every course for those who arrange them: those on offer first, by title."""
    last = sa.case((Course.status == CourseStatus.OFFERED, 0), else_=1)
    return db.session.scalars(
        sa.select(Course).order_by(last, sa.func.lower(Course.title), Course.id)
    ).all()


def sessions_of(course: Course, actor: User) -> Sequence[CourseSession]:
    """List the sessions of a course that somebody may look at, the latest first."""
    return db.session.scalars(
        with_course(policies.sessions_visible_to(actor))
        .where(CourseSession.course_id == course.id)
        .order_by(CourseSession.starts_at.desc(), CourseSession.id.desc())
    ).all()


def others() -> list[tuple[int, str]]:
    """List the courses that can come before another, by title."""
    rows = db.session.execute(
        sa.select(Course.id, Course.title).order_by(sa.func.lower(Course.title), Course.id)
    )
    return [(id_, title) for id_, title in rows]


def unit_called(code: str) -> UnitVersion | None:
    """Find the newest published version of the unit with this code, with its criteria."""
    return db.session.scalars(
        sa.select(UnitVersion)
        .join(UnitVersion.unit)
        .where(sa.func.upper(Unit.code) == code.upper(), UnitVersion.published_at.is_not(None))
        .order_by(UnitVersion.number.desc())
        .limit(1)
        .options(selectinload(UnitVersion.criteria).raiseload(Criterion.outcome))
    ).first()


def numbered(actor: User, staff_numbers: Collection[str]) -> Sequence[User]:
    """List the people with these staff numbers for whom somebody may book, by name."""
    wanted = [tidy_identity(one) for one in staff_numbers]
    return db.session.scalars(
        policies.books_for(actor)
        .where(sa.func.lower(User.staff_number).in_(wanted))
        .order_by(sa.func.lower(User.name), User.id)
    ).all()


def sites_among(sites: Collection[int | None]) -> list[tuple[int, str]]:
    """List these sites, or every site, by name."""
    rows = db.session.execute(
        sa.select(Site.id, Site.name)
        .where(sa.true() if None in sites else Site.id.in_(sites))
        .order_by(sa.func.lower(Site.name), Site.id)
    )
    return [(id_, name) for id_, name in rows]


def working_here(staff_numbers: Collection[str]) -> dict[str, User]:
    """Find the people who work here under these staff numbers, by the number as it is compared."""
    wanted = {tidy_identity(one) for one in staff_numbers}
    found = db.session.scalars(
        sa.select(User)
        .where(sa.func.lower(User.staff_number).in_(wanted), User.active)
        .order_by(sa.func.lower(User.name), User.id)
    )
    return {tidy_identity(one.staff_number): one for one in found}


def among(actor: User, ids: Collection[int]) -> Sequence[User]:
    """List those of these people for whom somebody may book, by name."""
    return db.session.scalars(
        policies.books_for(actor)
        .where(User.id.in_(ids))
        .order_by(sa.func.lower(User.name), User.id)
    ).all()


def criteria_for(course: Course, person: User) -> Sequence[int]:
    """List the criteria a course has to do with that are in units somebody works towards."""
    about = (
        sa.select(CourseOutcomeCriterion.criterion_id)
        .join(CourseOutcome, CourseOutcome.id == CourseOutcomeCriterion.outcome_id)
        .where(CourseOutcome.course_id == course.id)
    )
    theirs = linkable(person).with_only_columns(Criterion.id).order_by(None)
    return db.session.scalars(theirs.where(Criterion.id.in_(about))).all()


def as_development(person: User) -> Columns:
    """Select the sessions somebody was at, as time spent on their development."""
    kind = sa.case(
        *(
            (Course.kind == one, sa.literal(activity, Revision.activity.type))
            for one, activity in ACTIVITIES.items()
        )
    )
    return (
        sa.select(
            CourseSession.starts_on.label("day"),
            kind.label("activity"),
            CourseSession.minutes.label("minutes"),
            Course.title.label("what"),
            (sa.literal("/courses/sessions/") + sa.cast(CourseSession.id, sa.String)).label("path"),
        )
        .join(CourseSession, CourseSession.course_id == Course.id)
        .join(Booking, Booking.session_id == CourseSession.id)
        .where(Booking.person_id == person.id, Booking.status == BookingStatus.ATTENDED)
    )


def answers_about(session: CourseSession) -> Answers:
    """Put together what people made of a session; of too few, only how many they are."""
    rows = db.session.scalars(
        sa.select(CourseEvaluation)
        .where(CourseEvaluation.session_id == session.id)
        .order_by(CourseEvaluation.key)
    ).all()
    if len(rows) < FEWEST_ANSWERS:
        return Answers(len(rows), {}, [])
    marks = {
        question: [sum(getattr(one, question) == mark for one in rows) for mark in MARKS]
        for question in ("useful", "clear", "apt")
    }
    return Answers(len(rows), marks, [one.words for one in rows if one.words])
