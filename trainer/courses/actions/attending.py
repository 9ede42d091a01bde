"""Who was there: saying so in the room, closing the register, putting it right, telling of it."""

import uuid
from collections.abc import Collection, Sequence

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.turns import Turn, take_turns
from trainer.courses import policies, queries
from trainer.courses.activities import ACTIVITIES
from trainer.courses.codes import is_good
from trainer.courses.events import (
    AttendanceAdded,
    AttendanceStruck,
    Attended,
    BookingCancelled,
    CheckedIn,
    RegisterClosed,
    SessionEvaluated,
    WrittenUp,
)
from trainer.courses.models import (
    Booking,
    BookingStatus,
    CourseEvaluation,
    CourseSession,
    SessionStatus,
)
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import Item

_B = BookingStatus
_KEYS = uuid.UUID("7a0f4f5e-02b5-4b1c-9c39-0f8a6b3f2c11")


def check_in(session: CourseSession, *, actor: User, code: str, secret: str) -> None:
    """Take somebody's word, given by the code shown in the room, that they are there."""
    require(policies.may_check_in(actor, session))
    if not is_good(code, secret, session.id, clock.now()):
        raise Refused(_("This code is no longer the one shown in the room. Scan it again."))
    booking = queries.booking_in(session, actor)
    if booking is not None and booking.here_at is None:
        booking.here_at = clock.now()
        publish(CheckedIn(actor=actor, subject=booking))


def close_register(
    session: CourseSession,
    *,
    actor: User,
    present: Collection[int],
    guests: Sequence[User] = (),
) -> None:
    """Write down who was there, by the ids of their bookings; whoever waited had no place.

    `guests` came without a place, and take those that are free. Raises Unacceptable where there are
    too few, or where one of them can't have been there.
    """
    take_turns(db.session, Turn.COURSES)
    db.session.refresh(session)
    require(policies.may_keep_register(actor, session))
    present = {*present, *(_let_in(session, one, actor=actor).id for one in guests)}
    session.move_to(SessionStatus.HELD)
    session.held_by, session.held_at = actor, clock.now()
    there: list[int] = []
    missed: list[int] = []
    for booking in session.bookings:
        if booking.status is _B.BOOKED:
            came = booking.id in present
            booking.move_to(_B.ATTENDED if came else _B.MISSED)
            booking.marked += 1
            (there if came else missed).append(booking.id)
            if came:
                publish(Attended(actor=actor, subject=booking))
        elif booking.is_live:
            _give_up_waiting(booking, actor)
    publish(RegisterClosed(actor=actor, subject=session, attended=there, missed=missed))


def _let_in(session: CourseSession, person: User, *, actor: User) -> Booking:
    """Give somebody who came without a place one that is free."""
    booking = queries.booking_in(session, person)
    if booking is None or booking.status not in {_B.ASKED, _B.WAITING}:
        verdict = policies.may_be_guest(actor, session, person)
        if not verdict:
            raise Unacceptable(verdict.reason, "guests")
        booking = Booking(session=session, person=person, booked_by=actor, status=_B.ASKED)
        db.session.add(booking)
    taken = {one.place for one in session.bookings}
    free = next((one for one in range(1, session.places + 1) if one not in taken), None)
    if free is None:
        words = _(
            "There is no place left for %(name)s. Put up more places first.", name=person.name
        )
        raise Unacceptable(words, "guests")
    booking.move_to(_B.BOOKED)
    booking.place = free
    db.session.flush()  # The register names bookings by their ids.
    return booking


def put_right(booking: Booking, *, actor: User, reason: str) -> None:
    """Write the opposite of what the register says of somebody, and why."""
    take_turns(db.session, Turn.COURSES)
    db.session.refresh(booking)
    require(policies.may_put_right(actor, booking))
    booking.marked += 1
    booking.reason = reason
    if booking.status is _B.ATTENDED:
        booking.move_to(_B.MISSED)
        publish(AttendanceStruck(actor=actor, subject=booking, reason=reason))
    else:
        booking.move_to(_B.ATTENDED)
        publish(AttendanceAdded(actor=actor, subject=booking, reason=reason))


def write_up(booking: Booking, *, actor: User) -> Item:
    """Begin an entry of the log about a session, with the criteria the course has to do with.

    It is a draft and evidence only once its writer makes it so. It says no minutes: those of the
    session count already.
    """
    require(policies.may_write_up(actor, booking))
    session = booking.session
    revision = logs.start(actor=actor, client_key=str(uuid.uuid5(_KEYS, str(booking.id))))
    logs.write(
        revision,
        actor=actor,
        version=None,
        title=session.course.title,
        activity=ACTIVITIES[session.course.kind],
        happened_on=session.starts_on,
        minutes=None,
        place=session.room,
        what="",
        so_what="",
        now_what="",
        kept_at="",
    )
    logs.link(revision, actor=actor, criteria=queries.criteria_for(session.course, actor))
    booking.item_id = revision.item.id
    publish(WrittenUp(actor=actor, subject=booking))
    return revision.item


def evaluate(
    booking: Booking, *, actor: User, useful: int, clear: int, apt: int, words: str
) -> None:
    """Keep what somebody says of a session apart from who says it."""
    take_turns(db.session, Turn.COURSES)
    db.session.refresh(booking)
    require(policies.may_evaluate(actor, booking))
    booking.has_answered = True
    db.session.add(
        CourseEvaluation(
            session_id=booking.session_id, useful=useful, clear=clear, apt=apt, words=words
        )
    )
    publish(SessionEvaluated(actor=actor, subject=booking.session))


def _give_up_waiting(booking: Booking, actor: User) -> None:
    was, booking.reason = booking.status, _("No place came free.")
    booking.move_to(_B.CANCELLED)
    publish(BookingCancelled(actor=actor, subject=booking, was=was))
