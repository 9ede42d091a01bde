"""The line of a session as rows: who has which place after somebody joins, leaves, or it grows."""

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.courses.events import PlaceTaken, PutOnWaitingList
from trainer.courses.models import SEATED, Booking, BookingStatus, CourseSession
from trainer.courses.places import Line, TooFew
from trainer.extensions import db


def take_in(booking: Booking, *, actor: User | None) -> None:
    """Give somebody a place, or their turn on the waiting list."""
    session = booking.session
    _seat(session, _line(session).join(booking.id), actor=actor, joined=booking)
    if booking.place is None:
        booking.move_to(BookingStatus.WAITING)
        publish(PutOnWaitingList(actor=actor, subject=booking))


def let_go(booking: Booking, status: BookingStatus, *, actor: User | None) -> None:
    """Take somebody out of the line; while places are booked, whoever waited longest moves up."""
    session, had_place = booking.session, booking.place is not None
    booking.move_to(status)
    booking.place = None
    db.session.flush()  # The place is free before it is given to another.
    if had_place and session.is_open:
        _seat(session, _line(session).settle(), actor=actor)


def resize(session: CourseSession, places: int, *, actor: User) -> None:
    """Put up another number of places; nobody who has one loses it."""
    try:
        line = _line(session).resize(places)
    except TooFew:
        taken = sum(one.status in SEATED for one in session.bookings)
        raise Unacceptable(
            _(
                "%(taken)s people have a place. Cancel bookings before there are fewer.",
                taken=taken,
            ),
            "places",
        ) from None
    session.places = places
    if session.is_open:
        _seat(session, line, actor=actor)
    for booking in session.bookings:
        if booking.place is not None:
            booking.place = line.seated[booking.id]


def _line(session: CourseSession) -> Line[int]:
    """Read the line from the rows, which nobody else changes in this turn."""
    db.session.flush()
    db.session.refresh(session, ["bookings"])
    seated = {one.id: one.place for one in session.bookings if one.place is not None}
    waiting = [one.id for one in session.bookings if one.status is BookingStatus.WAITING]
    return Line(session.places, seated, tuple(waiting))


def _seat(
    session: CourseSession, line: Line[int], *, actor: User | None, joined: Booking | None = None
) -> None:
    for booking in session.bookings:
        place = line.seated.get(booking.id)
        if place is not None and booking.place is None:
            booking.move_to(BookingStatus.BOOKED)
            booking.place = place
            publish(PlaceTaken(actor=actor, subject=booking, moved_up=booking is not joined))
