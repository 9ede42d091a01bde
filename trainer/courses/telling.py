"""Whom courses concern: who has a place or waits, whoever agrees; and what goes to calendars."""

from datetime import datetime
from zoneinfo import ZoneInfo

from trainer.accounts.models import User
from trainer.core.text import gettext as _
from trainer.core.text import written
from trainer.courses.events import (
    AttendanceAdded,
    AttendanceStruck,
    Attended,
    BookingCancelled,
    PlaceAskedFor,
    PlaceRefused,
    PlaceTaken,
    PutOnWaitingList,
    SessionChanged,
)
from trainer.courses.models import Approval, Booking, BookingStatus, SessionStatus
from trainer.courses.times import local
from trainer.extensions import db
from trainer.notifications.invitations import Invitation, Method
from trainer.notifications.inviting import invite
from trainer.notifications.telling import tell


def tell_of_place(event: PlaceTaken) -> None:
    """Tell somebody that they have a place, and put it into their calendar."""
    booking = event.subject
    words = (
        _("A place came free, and it is yours: %(what)s.", what=_what(booking))
        if event.moved_up
        else _("You have a place: %(what)s.", what=_what(booking))
    )
    _write(booking, words, Method.REQUEST, event.actor)


def tell_of_turn(event: PutOnWaitingList) -> None:
    """Tell somebody whom another put on the list that they wait."""
    booking = event.subject
    words = _("You are on the waiting list: %(what)s.", what=_what(booking))
    tell(booking.person, words, _path(booking), actor=event.actor)


def tell_who_agrees(event: PlaceAskedFor) -> None:
    """Ask somebody's manager to agree; administrators see what waits for them on their page."""
    booking = event.subject
    now = booking.person.placement()
    if booking.session.course.approval is Approval.MANAGER and now and now.manager:
        words = _(
            "%(name)s asks for a place: %(what)s.", name=booking.person.name, what=_what(booking)
        )
        tell(now.manager, words, "/courses/team", actor=event.actor)


def tell_of_refusal(event: PlaceRefused) -> None:
    """Tell somebody why they were not given a place."""
    words = _(
        "Your place was not agreed: %(what)s. %(reason)s",
        what=_what(event.subject),
        reason=event.reason,
    )
    tell(event.subject.person, words, _path(event.subject), actor=event.actor)


def tell_of_change(event: SessionChanged) -> None:
    """Tell everybody on the list when and where it is now, and let their calendars follow."""
    if not event.matters:
        return
    for booking in event.subject.bookings:
        words = _("When or where has changed: %(what)s.", what=_what(booking))
        if booking.status is BookingStatus.BOOKED:
            _write(booking, words, Method.REQUEST, event.actor)
        elif booking.is_live:
            tell(booking.person, words, _path(booking), actor=event.actor)


def tell_of_cancelling(event: BookingCancelled) -> None:
    """Tell somebody whose booking another cancelled, and take it out of their calendar."""
    booking = event.subject
    if booking.session.status is SessionStatus.HELD:
        words = _("No place came free: %(what)s.", what=_what(booking))
    elif booking.session.status is SessionStatus.CANCELLED:
        words = _(
            "Called off: %(what)s. %(reason)s", what=_what(booking), reason=booking.session.reason
        )
    else:
        words = _("Your booking was cancelled: %(what)s.", what=_what(booking))
    if event.was is BookingStatus.BOOKED:
        _write(booking, words, Method.CANCEL, event.actor)
    elif booking.person.active:
        tell(booking.person, words, _path(booking), actor=event.actor)


def tell_of_attendance(event: Attended) -> None:
    """Tell whoever was there what they can do with it."""
    words = _(
        "You were at %(what)s. It counts as CPD. Say how it was, and tell of it in your log.",
        what=_what(event.subject),
    )
    tell(event.subject.person, words, _path(event.subject), actor=event.actor)


def tell_of_correction(event: AttendanceStruck | AttendanceAdded) -> None:
    """Tell somebody that the register says otherwise of them now, and why."""
    words = _(
        "The register was put right: %(what)s. %(reason)s",
        what=_what(event.subject),
        reason=event.reason,
    )
    tell(event.subject.person, words, _path(event.subject), actor=event.actor)


def _write(booking: Booking, words: str, method: Method, actor: User | None) -> None:
    """Tell somebody under the bell, with a letter that carries the invitation."""
    person = booking.person
    if not person.active:
        return
    booking.letters += 1 if person.email else 0
    db.session.flush()  # The invitation is named by the booking's number.
    invite(person, words, _invitation(booking), method, actor=actor)


def _invitation(booking: Booking) -> Invitation:
    session, zone = booking.session, ZoneInfo(booking.session.zone)
    return Invitation(
        uid=f"course-booking-{booking.id}",
        letters=booking.letters,
        title=session.course.title,
        starts_at=session.starts_at.astimezone(zone),
        ends_at=session.ends_at.astimezone(zone),
        place=session.room or session.link,
        path=_path(booking),
        link=session.link,
        email=booking.person.email or "",
        name=booking.person.name,
    )


def _what(booking: Booking) -> str:
    session = booking.session
    return _(
        "%(title)s, %(day)s",
        title=session.course.title,
        day=_moment(local(session.starts_at, session.zone)),
    )


def _path(booking: Booking) -> str:
    return f"/courses/sessions/{booking.session_id}"


def _moment(local_time: datetime) -> str:
    return f"{written(local_time)}, {local_time:%H.%M}"
