"""What somebody would do to courses behind the application's back."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.courses.models import (
    Booking,
    BookingStatus,
    Course,
    CourseKind,
    CourseSession,
    SessionStatus,
)
from trainer.extensions import db


def _session(status: SessionStatus = SessionStatus.OPEN) -> CourseSession:
    begins = clock.now() + timedelta(days=3)
    session = CourseSession(
        course=Course(
            title="Refunds", kind=CourseKind.IN_HOUSE, description="When.", minutes=60, places=1
        ),
        status=status,
        starts_on=begins.date(),
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        zone="Europe/London",
        room="Attic",
        places=1,
        minutes=60,
        cost=0,
        held_at=clock.now() if status is SessionStatus.HELD else None,
    )
    db.session.add(session)
    return session


def _book(session: CourseSession, status: BookingStatus, place: int | None = None) -> None:
    person = db.session.scalars(sa.select(User).order_by(User.id)).first()
    assert person is not None
    db.session.add(
        Booking(session=session, person=person, booked_by=person, status=status, place=place)
    )


def overfill() -> None:
    _book(_session(), BookingStatus.BOOKED, place=2)


def forget() -> None:
    _book(_session(), BookingStatus.WAITING)


def book_twice() -> None:
    for session in (_session(), _session()):
        _book(session, BookingStatus.BOOKED, place=1)


def attend_before_it_was_held() -> None:
    _book(_session(), BookingStatus.ATTENDED, place=1)


def leave_unmarked() -> None:
    _book(_session(SessionStatus.HELD), BookingStatus.BOOKED, place=1)


_REGISTER = (
    "The register of a session that was held says of everybody who was there, and of no other."
)
BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a session overfilled": ("A session never has more people than places.", overfill),
    "somebody forgotten on a waiting list": (
        "Nobody waits for a session while it has a place.",
        forget,
    ),
    "somebody in two sessions at a time": (
        "Nobody has places in two sessions at a time.",
        book_twice,
    ),
    "attendance before a register was closed": (_REGISTER, attend_before_it_was_held),
    "a closed register that leaves somebody out": (_REGISTER, leave_unmarked),
}
