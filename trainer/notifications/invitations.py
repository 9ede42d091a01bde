"""What has a day and a place, as an invitation calendars understand (RFC 5546)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress

from trainer.core import clock


class Method(StrEnum):
    """What a calendar is to do with it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What is in a calendar; `uid` names it through all its letters, `letters` counts them.

    The times are by the clock of the place it happens at; days alone are of something that has no
    time, and it ends before the second of them. Whoever has no e-mail is not named.
    """

    uid: str
    letters: int
    title: str
    starts_at: date
    ends_at: date
    place: str
    path: str
    link: str = ""
    email: str = ""
    name: str = ""

    def written(self, method: Method, *, organisation: str, sender: str, address: str) -> str:
        """Write it as iCalendar; `sender` is the address letters come from, `address` Trainer’s own.

        A later letter has a higher number in the sequence of the one event.
        """
        calendar = Calendar()
        calendar.add("prodid", "-//Trainer//invitations//EN")
        calendar.add("version", "2.0")
        calendar.add("method", method.value)
        calendar.add_component(self._event(method, organisation, sender, address.rstrip("/")))
        calendar.add_missing_timezones()
        return calendar.to_ical().decode()

    def _event(self, method: Method, organisation: str, sender: str, address: str) -> Event:
        event = Event()
        event.add("uid", f"{self.uid}@{address.partition('://')[2]}")
        event.add("dtstamp", clock.now())
        event.add("sequence", max(0, self.letters - 1))
        event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
        event.add("summary", self.title)
        event.add("dtstart", self.starts_at)
        event.add("dtend", self.ends_at)
        event.add("location", self.place)
        event.add("url", f"{address}{self.path}")
        if self.link:
            event.add("description", self.link)
        event.add("organizer", _named(sender, organisation))
        if self.email:
            event.add("attendee", _named(self.email, self.name))
        return event


def _named(email: str, name: str) -> vCalAddress:
    written = vCalAddress(f"mailto:{email}")
    written.params["CN"] = name
    return written
