"""One session: what somebody can do about it, and planning, opening, changing, calling it off."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.courses import policies, queries
from trainer.courses.actions import arranging
from trainer.courses.actions.arranging import Arranged
from trainer.courses.actions.gathering import plan_for
from trainer.courses.forms import ActForm, ReasonForm, SessionForm, numbers_in
from trainer.courses.models import Course, CourseSession
from trainer.courses.serving import serves, sites_served
from trainer.courses.times import span
from trainer.courses.views.blueprint import (
    bp,
    course_arranged,
    session_arranged,
    session_shown,
    settings,
)
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.get("/sessions/<int:course_session_id>")
def session(course_session_id: int) -> ResponseReturnValue:
    """Show when and where a session is, and what somebody can do about it."""
    found = session_shown(course_session_id)
    me = actor()
    booking = queries.booking_in(found, me)
    manages = policies.may_look_after(me, found)
    return render_template(
        "courses/session.html",
        session=found,
        me=me.id,
        booking=booking,
        turn=queries.turn_of(booking) if booking else 0,
        tally=queries.tallies([found])[found.id],
        may_book=policies.may_book(me, found, me),
        may_cancel=policies.may_cancel(me, booking) if booking else None,
        bookable=policies.is_bookable(found),
        books_for_others=policies.may_book_for_others(me),
        on_list=queries.on_list(found) if manages else None,
        arranges=serves(me, found),
        may_keep_register=policies.may_keep_register(me, found),
        may_open=policies.may_open(me, found),
        may_change=policies.may_change(me, found),
        key=ActForm.for_request().request_key.data,
    )


@bp.route("/<int:course_id>/sessions/new", methods=["GET", "POST"])
def plan(course_id: int) -> ResponseReturnValue:
    """Set a day on which a course is held."""
    course = course_arranged(course_id)
    people = queries.among(actor(), request.values.getlist("people", type=int))
    form = SessionForm.for_request(places=course.places, people=[one.id for one in people])
    _offer(form, people)
    if form.submitted():
        with form.refusals():
            return _plan(course, form, people)
    return page(
        "courses/plan.html",
        form,
        course=course,
        session=None,
        verdict=policies.may_plan(actor(), course),
    )


@bp.route("/sessions/<int:course_session_id>/change", methods=["GET", "POST"])
def change(course_session_id: int) -> ResponseReturnValue:
    """Hold a session at another time, elsewhere or for others."""
    found = session_arranged(course_session_id)
    form = SessionForm.of(found)
    _offer(form)
    if form.submitted():
        with form.refusals():
            arranging.change(found, actor=actor(), arranged=_arranged(form))
            return _back(_("Changed. Whoever has a place is told where it matters."), found)
    return page(
        "courses/plan.html",
        form,
        course=found.course,
        session=found,
        verdict=policies.may_change(actor(), found),
    )


@bp.post("/sessions/<int:course_session_id>/open")
def open_session(course_session_id: int) -> ResponseReturnValue:
    """Let people book places."""
    found = session_arranged(course_session_id)
    if ActForm.for_request().submitted():
        arranging.open_for_booking(found, actor=actor())
    return _back(_("It is open. People find it and can book."), found)


@bp.route("/sessions/<int:course_session_id>/call-off", methods=["GET", "POST"])
def call_off(course_session_id: int) -> ResponseReturnValue:
    """Call a session off."""
    found = session_arranged(course_session_id)
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            arranging.call_off(found, actor=actor(), **form.data)
            return _back(_("Called off. Everybody on its list is told."), found)
    return page(
        "courses/call_off.html",
        form,
        session=found,
        tally=queries.tallies([found])[found.id],
        verdict=policies.may_call_off(actor(), found),
    )


def _plan(course: Course, form: SessionForm, people: Sequence[User]) -> ResponseReturnValue:
    chosen = [one for one in people if one.id in (form.people.data or ())]
    planned = plan_for(course, actor=actor(), arranged=_arranged(form), people=chosen)
    if chosen:
        return _back(_("Planned and open. Whoever has a place is told."), planned)
    return _back(_("Planned. Open it when people may book."), planned)


def _offer(form: SessionForm, people: Sequence[User] = ()) -> None:
    """Offer the sites this administrator serves, and the people it is planned for."""
    sites = sites_served(actor())
    form.offer(queries.sites_among(sites), people, everywhere=None in sites)


def _arranged(form: SessionForm) -> Arranged:
    zone, told = settings().zone, form.data
    begins, ends = span(told["starts_on"], told["starts"], told["ends_on"], told["ends"], zone)
    return Arranged(
        starts_at=begins,
        ends_at=ends,
        zone=zone,
        room=told["room"] or "",
        link=told["link"] or "",
        led_by=told["led_by"] or "",
        trainers=numbers_in(told["trainers"] or ""),
        places=told["places"],
        site_id=told["site_id"],
    )


def _back(message: str, found: CourseSession) -> ResponseReturnValue:
    return done(message, "courses.session", course_session_id=found.id)
