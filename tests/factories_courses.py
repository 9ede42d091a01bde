"""Courses, sessions and bookings to test with."""

from datetime import datetime, timedelta
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.actions import arranging, booking
from trainer.courses.actions.arranging import Arranged, Described
from trainer.courses.actions.outcomes import Outcome
from trainer.courses.models import Approval, Booking, Course, CourseKind, CourseSession
from trainer.extensions import db

ZONE = "Europe/London"
HOUR = timedelta(hours=1)


def described(**more: Any) -> Described:
    told: dict[str, Any] = {
        "title": "Calming an angry customer",
        "kind": CourseKind.IN_HOUSE,
        "provider": "",
        "description": "What to say, and what to leave unsaid.",
        "minutes": 90,
        "places": 2,
        "cost": 1250,
        "approval": Approval.NONE,
        "outcomes": [Outcome("calm somebody down", None, ())],
        "prerequisites": [],
        "skill_id": None,
    }
    return Described(**told | more)


def make_course(by: User, **more: Any) -> Course:
    """A course on offer."""
    course = arranging.offer(actor=by, described=described(**more))
    db.session.commit()
    return course


def arranged(starts_at: datetime | None = None, **more: Any) -> Arranged:
    begins = starts_at or clock.now().replace(minute=0, second=0, microsecond=0) + 100 * HOUR
    told: dict[str, Any] = {
        "starts_at": begins,
        "ends_at": begins + 2 * HOUR,
        "zone": ZONE,
        "room": "Training room",
        "link": "",
        "led_by": "Tom Outside",
        "trainers": (),
        "places": 2,
    }
    return Arranged(**told | more)


def make_session(
    by: User,
    course: Course | None = None,
    *,
    trainer: User | None = None,
    opened: bool = True,
    **more: Any,
) -> CourseSession:
    """A session some days ahead that people can book, of two places unless told otherwise."""
    if trainer is not None:
        more["trainers"] = [trainer.staff_number]
    session = arranging.plan(course or make_course(by), actor=by, arranged=arranged(**more))
    db.session.flush()
    if opened:
        arranging.open_for_booking(session, actor=by)
    db.session.commit()
    return session


def book(session: CourseSession, person: User, *, by: User | None = None) -> Booking:
    """Somebody's booking, made by themselves unless told otherwise."""
    made = booking.book(session, actor=by or person, person=person)
    db.session.commit()
    return made
