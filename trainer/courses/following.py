"""What follows from who was at a course, and for courses from what happens to people."""

from trainer.core.text import gettext as _
from trainer.courses.actions.booking import give_up_from
from trainer.courses.events import AttendanceAdded, AttendanceStruck, Attended
from trainer.courses.models import Booking
from trainer.people.events import LeavingPlanned, Left
from trainer.training.actions.holding import hold, take_back_what_rests_on
from trainer.training.models import HoldingSource


def give_up_with_leaver(event: Left | LeavingPlanned) -> None:
    """Give the places of whoever leaves to those who wait, from the day they are gone."""
    give_up_from(event.subject, actor=event.actor, day=event.on)


def hold_with_attendance(event: Attended | AttendanceAdded) -> None:
    """Let whoever was there hold the skill the course gives; it makes nobody competent."""
    booking = event.subject
    course = booking.session.course
    if course.skill is not None:
        hold(
            booking.person,
            course.skill,
            actor=event.actor,
            source=HoldingSource.ATTENDANCE,
            on=booking.session.starts_on,
            key=key_of(booking),
            says=course.title,
        )


def lose_with_attendance(event: AttendanceStruck) -> None:
    """Let whoever was not there after all hold nothing by it."""
    take_back_what_rests_on(
        key_of(event.subject, event.subject.marked - 1),
        actor=event.actor,
        reason=_("The register was put right: %(reason)s", reason=event.reason),
    )


def key_of(booking: Booking, marked: int | None = None) -> str:
    """Name what rests on a register as it was written, the first time or a later one."""
    times = booking.marked if marked is None else marked
    return f"attendance:{booking.id}" + (f":{times}" if times > 1 else "")
