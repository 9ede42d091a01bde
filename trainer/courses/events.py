"""What happens to courses, their sessions and who comes."""

from dataclasses import dataclass

from trainer.core.events import Event
from trainer.courses.models import Booking, BookingStatus, Course, CourseSession


@dataclass(frozen=True, kw_only=True)
class CourseWritten(Event):
    """A course was put on offer, or is described otherwise."""

    subject: Course


@dataclass(frozen=True, kw_only=True)
class CourseRetired(Event):
    """A course is offered no more."""

    subject: Course


@dataclass(frozen=True, kw_only=True)
class CourseOfferedAgain(Event):
    """A course that was retired is on offer again."""

    subject: Course


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Event):
    """A day was set on which a course is held."""

    subject: CourseSession


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event):
    """Places in a session can be booked."""

    subject: CourseSession


@dataclass(frozen=True, kw_only=True)
class SessionChanged(Event):
    """A session is at another time, elsewhere or held by others; `matters` where people are told."""

    subject: CourseSession
    matters: bool


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(Event):
    """A session was called off."""

    subject: CourseSession
    reason: str


@dataclass(frozen=True, kw_only=True)
class PlaceAskedFor(Event):
    """Somebody asked for a place that another has to agree to."""

    subject: Booking


@dataclass(frozen=True, kw_only=True)
class PlaceTaken(Event):
    """Somebody has a place; `moved_up` where they had waited for it."""

    subject: Booking
    moved_up: bool


@dataclass(frozen=True, kw_only=True)
class PutOnWaitingList(Event):
    """Somebody waits until a place comes free."""

    subject: Booking


@dataclass(frozen=True, kw_only=True)
class PlaceRefused(Event):
    """Somebody was not given the place they asked for."""

    subject: Booking
    reason: str


@dataclass(frozen=True, kw_only=True)
class BookingCancelled(Event):
    """Somebody doesn't come after all; `was` is where their booking had got to."""

    subject: Booking
    was: BookingStatus
