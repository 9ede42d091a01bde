"""Finding a course, reading about it, and one's own bookings."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from trainer.core import clock
from trainer.courses import policies, queries
from trainer.courses.forms import ActForm
from trainer.courses.models import CourseKind
from trainer.courses.views.blueprint import bp, course_shown
from trainer.extensions import db
from trainer.web.access import actor

PAGE = 20


@bp.get("/")
def find() -> ResponseReturnValue:
    """List the courses on offer that answer a search, each with its next sessions."""
    words = request.args.get("words", "").strip()[:200]
    kind = _kind(request.args.get("kind", ""))
    found = db.paginate(
        queries.found(actor(), words, kind), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    ahead = queries.ahead_of([one.id for one in found.items], actor())
    return render_template(
        "courses/find.html",
        page=found,
        words=words,
        kind=kind,
        ahead=ahead,
        tallies=queries.tallies([one for some in ahead.values() for one in some]),
        arranges=policies.may_arrange(actor()),
    )


@bp.get("/<int:course_id>")
def course(course_id: int) -> ResponseReturnValue:
    """Show what a course is about, and when it is held."""
    found = course_shown(course_id)
    ahead = queries.ahead_of([found.id], actor())[found.id]
    return render_template(
        "courses/course.html",
        course=found,
        ahead=ahead,
        tallies=queries.tallies(ahead),
        arranges=policies.may_arrange(actor()),
    )


@bp.get("/mine")
def mine() -> ResponseReturnValue:
    """List what one has booked, waits for, holds and was at."""
    bookings = db.session.scalars(queries.bookings_of(actor())).all()
    now = clock.now()
    return render_template(
        "courses/mine.html",
        ahead=[one for one in reversed(bookings) if one.is_live and one.session.ends_at > now],
        behind=[one for one in bookings if not (one.is_live and one.session.ends_at > now)],
        to_hold=queries.to_hold(actor()),
        key=ActForm.for_request().request_key.data,
    )


def _kind(asked: str) -> CourseKind | None:
    return CourseKind(asked) if asked in set(CourseKind) else None
