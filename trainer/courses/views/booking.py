"""Booking a place, for oneself or one's team; agreeing to one or not; giving it back."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.courses import policies, queries
from trainer.courses.actions import booking as actions
from trainer.courses.forms import ActForm, ForOthersForm, ReasonForm, numbers_in
from trainer.courses.models import Booking, BookingStatus
from trainer.courses.views.blueprint import booking_shown, bp, session_shown
from trainer.extensions import db
from trainer.people.queries import team_of
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

HOW_IT_WENT = {
    BookingStatus.BOOKED: lambda: _("You have a place. It is under My courses."),
    BookingStatus.WAITING: lambda: _("Every place is taken. You are on the waiting list."),
    BookingStatus.ASKED: lambda: _("Asked for. You are told as soon as somebody has agreed."),
}


@bp.post("/sessions/<int:course_session_id>/book")
def book(course_session_id: int) -> ResponseReturnValue:
    """Ask for a place for oneself."""
    found = session_shown(course_session_id)
    message = ""
    if ActForm.for_request().submitted():
        made = actions.book(found, actor=actor(), person=actor())
        message = HOW_IT_WENT[made.status]()
    return done(message, "courses.session", course_session_id=found.id)


@bp.route("/sessions/<int:course_session_id>/book-for", methods=["GET", "POST"])
def book_for(course_session_id: int) -> ResponseReturnValue:
    """Ask for places for one's team, or, as an administrator, for anybody."""
    hidden_unless(policies.may_book_for_others(actor()))
    found = session_shown(course_session_id)
    asked = queries.among(actor(), request.values.getlist("people", type=int))
    form = ForOthersForm.for_request(people=[one.id for one in asked])
    team = list(dict.fromkeys([*asked, *db.session.scalars(team_of(actor()))]))
    form.offer(team)
    if form.submitted():
        with form.refusals():
            people = _chosen(form, team)
            actions.book_several(found, actor=actor(), people=people)
            return done(
                _("Asked for. Whoever has a place is told."),
                "courses.session",
                course_session_id=found.id,
            )
    return page(
        "courses/book_for.html",
        form,
        session=found,
        tally=queries.tallies([found])[found.id],
        verdict=policies.is_bookable(found),
        team=team,
        arranges=policies.may_arrange(actor()),
    )


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show what one is asked to agree to, and what one's team has ahead."""
    return render_template(
        "courses/team.html",
        to_decide=queries.to_decide(actor()),
        ahead=queries.of_team(actor()),
        key=ActForm.for_request().request_key.data,
    )


@bp.post("/bookings/<int:booking_id>/approve")
def approve(booking_id: int) -> ResponseReturnValue:
    """Agree to a place."""
    found = booking_shown(booking_id)
    message = ""
    if ActForm.for_request().submitted():
        actions.approve(found, actor=actor())
        message = (
            _("%(name)s has the place, and is told.", name=found.person.known_as)
            if found.status is BookingStatus.BOOKED
            else _("Agreed. %(name)s waits until a place comes free.", name=found.person.known_as)
        )
    return done(message, "courses.team")


@bp.route("/bookings/<int:booking_id>/refuse", methods=["GET", "POST"])
def refuse(booking_id: int) -> ResponseReturnValue:
    """Say no to a place, and why."""
    found = booking_shown(booking_id)
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.refuse(found, actor=actor(), **form.data)
            return done(_("%(name)s reads why.", name=found.person.known_as), "courses.team")
    return page(
        "courses/refuse.html", form, booking=found, verdict=policies.may_decide(actor(), found)
    )


@bp.post("/bookings/<int:booking_id>/cancel")
def cancel(booking_id: int) -> ResponseReturnValue:
    """Give a place, or a turn on the list, back."""
    found = booking_shown(booking_id)
    if ActForm.for_request().submitted():
        actions.cancel(found, actor=actor())
    return _after(found, _("Cancelled. If somebody waits, they have the place now."))


def _after(found: Booking, message: str) -> ResponseReturnValue:
    return done(message, "courses.mine" if found.person_id == actor().id else "courses.team")


def _chosen(form: ForOthersForm, team: list[User] | object) -> list[User]:
    """List whom the form names: ticked, or by staff number."""
    ticked = [db.session.get_one(User, one) for one in form.people.data or []]
    typed = numbers_in(form.numbers.data or "")
    known = queries.numbered(actor(), typed)
    if len({one.lower() for one in typed}) > len(known):
        found = {one.staff_number.lower() for one in known}
        strange = [one for one in typed if one.lower() not in found]
        words = _("Nobody you book for has the number %(numbers)s.", numbers=", ".join(strange))
        raise Unacceptable(words, "numbers")
    chosen = list(dict.fromkeys([*ticked, *known]))
    if not chosen:
        raise Unacceptable(
            _("Choose at least one person."), "people" if ticked or team else "numbers"
        )
    return chosen
