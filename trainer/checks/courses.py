"""INV53: a session has no more people than places, forgets nobody who waits, and nobody is in two."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.checks.finding import Check, rows
from trainer.core import clock
from trainer.courses.models import (
    LIVE,
    SEATED,
    Booking,
    BookingStatus,
    CourseSession,
    SessionStatus,
)
from trainer.extensions import db

OVERFILLED = sa.select(Booking.id).join(Booking.session).where(Booking.place > CourseSession.places)
_TAKEN = (
    sa.select(sa.func.count(Booking.id))
    .where(Booking.session_id == CourseSession.id, Booking.status.in_(SEATED))
    .correlate(CourseSession)
    .scalar_subquery()
)
UNMARKED = (
    sa.select(Booking.id)
    .join(Booking.session)
    .where(
        sa.or_(
            sa.and_(
                CourseSession.status.in_([SessionStatus.HELD, SessionStatus.CANCELLED]),
                Booking.status.in_(LIVE),
            ),
            sa.and_(
                CourseSession.status != SessionStatus.HELD,
                Booking.status.in_([BookingStatus.ATTENDED, BookingStatus.MISSED]),
            ),
        )
    )
)


_OTHER, _THEIRS = aliased(Booking), aliased(CourseSession)
_HAS_PLACE = [BookingStatus.BOOKED, BookingStatus.ATTENDED]
IN_TWO = (
    sa.select(Booking.id)
    .join(Booking.session)
    .join(_OTHER, sa.and_(_OTHER.person_id == Booking.person_id, _OTHER.id < Booking.id))
    .join(_THEIRS, _THEIRS.id == _OTHER.session_id)
    .where(
        Booking.status.in_(_HAS_PLACE),
        _OTHER.status.in_(_HAS_PLACE),
        _THEIRS.starts_at < CourseSession.ends_at,
        _THEIRS.ends_at > CourseSession.starts_at,
    )
)


def _forgotten() -> Iterator[str]:
    """Find who waits although there is a place, while places are still given."""
    waiting = (
        sa.select(Booking.id)
        .join(Booking.session)
        .where(
            Booking.status == BookingStatus.WAITING,
            CourseSession.status == SessionStatus.OPEN,
            CourseSession.starts_at > clock.now(),
            CourseSession.places > _TAKEN,
        )
        .order_by(Booking.id)
    )
    for booking_id in db.session.scalars(waiting):
        yield f"Booking {booking_id} waits although there is a place."


CHECKS = [
    Check(
        "INV53",
        "A session never has more people than places.",
        rows(OVERFILLED, "Booking %s has a place that its session does not have."),
    ),
    Check(
        "INV53",
        "Nobody waits for a session while it has a place.",
        _forgotten,
    ),
    Check(
        "INV53",
        "Nobody has places in two sessions at a time.",
        rows(IN_TWO, "Booking %s is at the same time as another of that person."),
    ),
    Check(
        "INV53",
        "The register of a session that was held says of everybody who was there, and of no other.",
        rows(UNMARKED, "Booking %s does not stand where its session's register brought it."),
    ),
]
