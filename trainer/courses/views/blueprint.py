"""Where the pages about courses hang, and how each finds what it is about."""

from typing import cast

from flask import Blueprint, current_app

from trainer.config import Config
from trainer.courses import policies, queries
from trainer.courses.forms import APPROVALS, KINDS
from trainer.courses.giving import courses_giving
from trainer.courses.models import Booking, Course, CourseSession
from trainer.courses.serving import serves
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless

bp = Blueprint("courses", __name__, url_prefix="/courses")


@bp.context_processor
def words() -> dict[str, object]:
    """Give the pages of courses the names of kinds, and of who agrees."""
    return {"KINDS": KINDS, "APPROVALS": APPROVALS}


@bp.app_context_processor
def courses_for_every_page() -> dict[str, object]:
    """Let any page name the courses that give skills."""
    return {"courses_giving": courses_giving}


def settings() -> Config:
    """Return how this installation is set up."""
    return cast("Config", current_app.extensions["trainer"])


def course_shown(course_id: int) -> Course:
    """Return the course, or a 404 if this person may not look at it."""
    found = queries.whole(policies.courses_visible_to(actor())).where(Course.id == course_id)
    return cast("Course", db.one_or_404(found))


def course_arranged(course_id: int) -> Course:
    """Return the course, or a 404 to whoever doesn't arrange courses."""
    hidden_unless(policies.may_arrange(actor()))
    return course_shown(course_id)


def session_shown(course_session_id: int) -> CourseSession:
    """Return the session, or a 404 if it is none of this person's business."""
    found = queries.with_course(policies.sessions_visible_to(actor()))
    return cast("CourseSession", db.one_or_404(found.where(CourseSession.id == course_session_id)))


def session_arranged(course_session_id: int) -> CourseSession:
    """Return the session, or a 404 to whoever doesn't arrange it."""
    found = session_shown(course_session_id)
    hidden_unless(serves(actor(), found))
    return found


def booking_shown(booking_id: int) -> Booking:
    """Return the booking, or a 404 if it is none of this person's business."""
    return cast(
        "Booking",
        db.one_or_404(policies.bookings_visible_to(actor()).where(Booking.id == booking_id)),
    )


def session_kept(course_session_id: int) -> CourseSession:
    """Return the session, or a 404 to whoever neither holds it nor arranges courses."""
    found = session_shown(course_session_id)
    hidden_unless(policies.may_look_after(actor(), found))
    return found
