"""Whom courses concern: who has a place or waits, whoever agrees; and what goes to calendars."""

from typing import cast

from flask import current_app

from trainer.accounts.models import User
from trainer.config import Config
from trainer.core.text import gettext as _
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
from trainer.courses.invitations import Method, invitation
from trainer.courses.models import Approval, Booking, BookingStatus, SessionStatus
from trainer.courses.times import local
from trainer.extensions import db
from trainer.notifications import letters
from trainer.notifications.models import Notice, Task
from trainer.notifications.outbox import ask
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
    tell(person, words, _path(booking), actor=actor, has_own_letter=person.email is not None)
    if person.email is None:
        return
    booking.letters += 1
    db.session.flush()  # The invitation is named by the booking's number.
    config = cast("Config", current_app.extensions["trainer"])
    letter = letters.about(Notice(text=words, path=_path(booking)), to=person.email)
    ask(
        Task.INVITE_TO_COURSE,
        to=letter.to,
        subject=letter.subject,
        body=letter.body,
        method=method.value,
        calendar=invitation(
            booking,
            method,
            organisation=config.organisation,
            sender=config.mail_from,
            address=config.base_url,
        ),
    )


def _what(booking: Booking) -> str:
    session = booking.session
    return _(
        "%(title)s, %(day)s",
        title=session.course.title,
        day=f"{local(session.starts_at, session.zone):%d/%m/%Y, %H.%M}",
    )


def _path(booking: Booking) -> str:
    return f"/courses/sessions/{booking.session_id}"
