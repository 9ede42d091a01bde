"""Planning a session for people who need it: planned, opened and booked in one act."""

from collections.abc import Sequence

from trainer.accounts.models import User
from trainer.courses.actions.arranging import Arranged, open_for_booking, plan
from trainer.courses.actions.booking import book_several
from trainer.courses.models import Course, CourseSession
from trainer.extensions import db


def plan_for(
    course: Course, *, actor: User, arranged: Arranged, people: Sequence[User]
) -> CourseSession:
    """Plan a session; for these people it is opened at once and they are booked, all or none.

    Raises Unacceptable where one of them can't come, as when they are booked one by one.
    """
    session = plan(course, actor=actor, arranged=arranged)
    db.session.flush()  # Bookings name the session they are of.
    if people:
        open_for_booking(session, actor=actor)
        book_several(session, actor=actor, people=list(people))
    return session
