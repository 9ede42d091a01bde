"""What happens to courses, their sessions and who comes."""

from collections.abc import Sequence
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


@dataclass(frozen=True, kw_only=True)
class CheckedIn(Event):
    """Somebody said in the room, by its code, that they are there."""

    subject: Booking


@dataclass(frozen=True, kw_only=True)
class RegisterClosed(Event):
    """It is on record who was at a session: the ids of bookings of those who were, and who weren't."""

    subject: CourseSession
    attended: Sequence[int]
    missed: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Attended(Event):
    """Somebody was at a session, by its register."""

    subject: Booking


@dataclass(frozen=True, kw_only=True)
class AttendanceStruck(Event):
    """The register was put right: somebody was not there after all."""

    subject: Booking
    reason: str


@dataclass(frozen=True, kw_only=True)
class AttendanceAdded(Event):
    """The register was put right: somebody was there after all."""

    subject: Booking
    reason: str


@dataclass(frozen=True, kw_only=True)
class WrittenUp(Event):
    """Somebody began to tell in their log of a session they were at."""

    subject: Booking


@dataclass(frozen=True, kw_only=True)
class SessionEvaluated(Event):
    """Somebody said how a session was; what they said is kept without their name."""

    subject: CourseSession
