"""Asking for a place, agreeing to it or not, giving it back; and what ends with who leaves."""

from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.turns import Turn, take_turns
from trainer.courses import policies
from trainer.courses.actions.seating import let_go, take_in
from trainer.courses.events import BookingCancelled, PlaceAskedFor, PlaceRefused
from trainer.courses.models import LIVE, Booking, BookingStatus, CourseSession
from trainer.courses.times import local
from trainer.extensions import db


def book(session: CourseSession, *, actor: User, person: User) -> Booking:
    """Ask for a place: it is given at once where nobody else need agree and one is free."""
    take_turns(db.session, Turn.COURSES)
    db.session.refresh(session)
    require(policies.may_book(actor, session, person))
    booking = Booking(session=session, person=person, booked_by=actor, status=BookingStatus.ASKED)
    db.session.add(booking)
    db.session.flush()  # Turns on the list go by their ids.
    if policies.decides_at_once(actor, person, session.course.approval):
        take_in(booking, actor=actor)
    else:
        publish(PlaceAskedFor(actor=actor, subject=booking))
    return booking


def book_several(session: CourseSession, *, actor: User, people: list[User]) -> list[Booking]:
    """Ask for places for several, all of them or none."""
    made = []
    for person in people:
        verdict = policies.may_book(actor, session, person)
        if not verdict:
            raise Unacceptable(verdict.reason, "people")
        made.append(book(session, actor=actor, person=person))
    return made


def approve(booking: Booking, *, actor: User) -> None:
    """Agree to a place that somebody asked for."""
    _decide(booking, actor)
    require(policies.is_bookable(booking.session))
    take_in(booking, actor=actor)


def refuse(booking: Booking, *, actor: User, reason: str) -> None:
    """Say no to a place that somebody asked for, and why."""
    _decide(booking, actor)
    booking.move_to(BookingStatus.REFUSED)
    booking.reason = reason
    publish(PlaceRefused(actor=actor, subject=booking, reason=reason))


def cancel(booking: Booking, *, actor: User) -> None:
    """Give a place back, or a turn on the list; whoever waited longest gets the place."""
    take_turns(db.session, Turn.COURSES)
    db.session.refresh(booking)
    require(policies.may_cancel(actor, booking))
    _end(booking, actor)


def give_up_from(person: User, *, actor: User | None, day: date) -> None:
    """Give back the places of somebody who is gone from that day on; others move up.

    A session that has begun by then goes on without them, and its register says so.
    """
    take_turns(db.session, Turn.COURSES)
    ahead = (
        sa.select(Booking)
        .join(Booking.session)
        .where(
            Booking.person_id == person.id,
            Booking.status.in_(LIVE),
            CourseSession.starts_at > clock.now(),
        )
        .order_by(Booking.id)
    )
    for booking in db.session.scalars(ahead).all():
        if local(booking.session.starts_at, booking.session.zone).date() >= day:
            booking.reason = _("They no longer work here then.")
            _end(booking, actor)


def _decide(booking: Booking, actor: User) -> None:
    take_turns(db.session, Turn.COURSES)
    db.session.refresh(booking)
    require(policies.may_decide(actor, booking))
    booking.decided_by, booking.decided_at = actor, clock.now()


def _end(booking: Booking, actor: User | None) -> None:
    was = booking.status
    publish(BookingCancelled(actor=actor, subject=booking, was=was))
    let_go(booking, BookingStatus.CANCELLED, actor=actor)
