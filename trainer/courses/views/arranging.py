"""Every course for those who arrange them: putting one on offer, describing it, retiring it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.courses import policies, queries
from trainer.courses.actions import arranging
from trainer.courses.actions.arranging import Described
from trainer.courses.actions.outcomes import read
from trainer.courses.forms import ActForm, CourseForm
from trainer.courses.giving import can_be_given
from trainer.courses.views.blueprint import bp, course_arranged
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/arrange")
def arranged() -> ResponseReturnValue:
    """List every course, with what lies ahead of each."""
    hidden_unless(policies.may_arrange(actor()))
    courses = queries.arranged()
    ahead = queries.ahead_of([one.id for one in courses], actor())
    return render_template(
        "courses/arranged.html",
        courses=courses,
        ahead=ahead,
        tallies=queries.tallies([one for some in ahead.values() for one in some]),
        to_decide=len(queries.to_decide(actor())),
    )


@bp.get("/<int:course_id>/sessions")
def sessions(course_id: int) -> ResponseReturnValue:
    """Show everything about a course to those who arrange it: how it stands, and its sessions."""
    course = course_arranged(course_id)
    found = queries.sessions_of(course, actor())
    return render_template(
        "courses/sessions.html",
        course=course,
        sessions=found,
        tallies=queries.tallies(found),
        may_retire=policies.may_retire(actor(), course),
        key=ActForm.for_request().request_key.data,
    )


@bp.route("/new", methods=["GET", "POST"])
def offer() -> ResponseReturnValue:
    """Put a course on offer."""
    hidden_unless(policies.may_arrange(actor()))
    form = CourseForm.for_request(
        skill_id=request.args.get("skill", type=int), title=request.args.get("title", "")[:200]
    )
    form.offer(queries.others(), can_be_given())
    if form.submitted():
        with form.refusals():
            course = arranging.offer(actor=actor(), described=_described(form))
            db.session.flush()
            return done(
                _("It is on offer. Plan when it is held."), "courses.sessions", course_id=course.id
            )
    return page("courses/describe.html", form, course=None)


@bp.route("/<int:course_id>/describe", methods=["GET", "POST"])
def describe(course_id: int) -> ResponseReturnValue:
    """Say something else of a course."""
    course = course_arranged(course_id)
    form = CourseForm.of(course)
    others = [one for one in queries.others() if one[0] != course.id]
    form.offer(others, can_be_given())
    if form.submitted():
        with form.refusals():
            arranging.describe(course, actor=actor(), described=_described(form))
            return done(_("Changed."), "courses.sessions", course_id=course.id)
    return page("courses/describe.html", form, course=course)


@bp.post("/<int:course_id>/retire")
def retire(course_id: int) -> ResponseReturnValue:
    """Offer a course no more."""
    course = course_arranged(course_id)
    if ActForm.for_request().submitted():
        arranging.retire(course, actor=actor())
    message = _("Nobody finds it any more. Sessions that are planned are held.")
    return done(message, "courses.sessions", course_id=course.id)


@bp.post("/<int:course_id>/offer-again")
def offer_again(course_id: int) -> ResponseReturnValue:
    """Put a retired course back on offer."""
    course = course_arranged(course_id)
    if ActForm.for_request().submitted():
        arranging.offer_again(course, actor=actor())
    return done(_("It is on offer again."), "courses.sessions", course_id=course.id)


def _described(form: CourseForm) -> Described:
    return Described(**form.described, outcomes=read(form.lines))
