"""A session as an invitation calendars understand: asked, asked anew, and taken back (RFC 5546)."""

from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress

from trainer.core import clock
from trainer.courses.models import Booking


class Method(StrEnum):
    """What a calendar is to do with it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def invitation(
    booking: Booking, method: Method, *, organisation: str, sender: str, address: str
) -> str:
    """Write the invitation to somebody's place; `sender` is the address letters come from.

    It is one event through all its letters: a later one has a higher number in its sequence.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Trainer//courses//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(_event(booking, method, organisation, sender, address.rstrip("/")))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _event(booking: Booking, method: Method, organisation: str, sender: str, address: str) -> Event:
    session, zone = booking.session, ZoneInfo(booking.session.zone)
    event = Event()
    event.add("uid", f"course-booking-{booking.id}@{address.partition('://')[2]}")
    event.add("dtstamp", clock.now())
    event.add("sequence", max(0, booking.letters - 1))
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("summary", session.course.title)
    event.add("dtstart", session.starts_at.astimezone(zone))
    event.add("dtend", session.ends_at.astimezone(zone))
    event.add("location", session.room or session.link)
    event.add("url", f"{address}/courses/sessions/{session.id}")
    if session.link:
        event.add("description", session.link)
    event.add("organizer", _named(sender, organisation))
    if booking.person.email:
        event.add("attendee", _named(booking.person.email, booking.person.name))
    return event


def _named(email: str, name: str) -> vCalAddress:
    written = vCalAddress(f"mailto:{email}")
    written.params["CN"] = name
    return written
