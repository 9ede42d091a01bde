"""The register on the day, by list or by a code shown in the room; and what comes of having been there."""

import segno
from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.accounts.queries import tidy_identity
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.courses import policies, queries
from trainer.courses.actions import attending as actions
from trainer.courses.codes import code_at, is_good
from trainer.courses.forms import (
    ActForm,
    CodeForm,
    EvaluationForm,
    ReasonForm,
    RegisterForm,
    numbers_in,
)
from trainer.courses.models import BookingStatus
from trainer.courses.serving import serves
from trainer.courses.views.blueprint import (
    booking_shown,
    bp,
    session_kept,
    session_shown,
    settings,
)
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

SHOWN_AGAIN = 20
"""Seconds after which the page in the room shows itself again, perhaps with another code."""


@bp.route("/sessions/<int:course_session_id>/register", methods=["GET", "POST"])
def register(course_session_id: int) -> ResponseReturnValue:
    """Write down who is there, and close the register."""
    found = session_kept(course_session_id)
    seated = [one for one in queries.on_list(found) if one.status is BookingStatus.BOOKED]
    form = RegisterForm.of(seated)
    if form.submitted():
        with form.refusals():
            actions.close_register(
                found, actor=actor(), present=form.present.data or [], guests=_guests(form)
            )
            return done(
                _("The register is closed. Whoever was there is told what they can do with it."),
                "courses.session",
                course_session_id=found.id,
            )
    return page(
        "courses/register.html",
        form,
        session=found,
        seated=seated,
        verdict=policies.may_keep_register(actor(), found),
    )


def _guests(form: RegisterForm) -> list[User]:
    typed = numbers_in(form.guests.data or "")
    known = queries.working_here(typed)
    if strange := [one for one in typed if tidy_identity(one) not in known]:
        words = _("Nobody works here under %(numbers)s.", numbers=", ".join(strange))
        raise Unacceptable(words, "guests")
    return list(known.values())


@bp.get("/sessions/<int:course_session_id>/code")
def show_code(course_session_id: int) -> Response:
    """Show the code for the room, anew every few seconds."""
    found = session_kept(course_session_id)
    code = code_at(settings().secret_key, found.id, clock.now())
    path = url_for("courses.here", course_session_id=found.id, code=code)
    address = settings().base_url.rstrip("/") + path
    answer = make_response(
        render_template(
            "courses/code.html",
            session=found,
            picture=segno.make(address, error="m", micro=False).svg_data_uri(scale=8, light="#fff"),
            here=sum(one.here_at is not None for one in queries.on_list(found)),
            tally=queries.tallies([found])[found.id],
        )
    )
    answer.headers["Refresh"] = str(SHOWN_AGAIN)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/sessions/<int:course_session_id>/here", methods=["GET", "POST"])
def here(course_session_id: int) -> ResponseReturnValue:
    """Let somebody who scanned the code say that they are there."""
    found = session_shown(course_session_id)
    form = CodeForm.for_request(code=request.args.get("code", "")[:100])
    if form.submitted():
        actions.check_in(
            found, actor=actor(), code=form.code.data or "", secret=settings().secret_key
        )
        return done(
            _("You are on the register. Enjoy it."), "courses.session", course_session_id=found.id
        )
    fresh = is_good(form.code.data or "", settings().secret_key, found.id, clock.now())
    return page(
        "courses/here.html",
        form,
        session=found,
        fresh=fresh,
        booking=queries.booking_in(found, actor()),
        verdict=policies.may_check_in(actor(), found),
    )


@bp.route("/bookings/<int:booking_id>/put-right", methods=["GET", "POST"])
def put_right(booking_id: int) -> ResponseReturnValue:
    """Write the opposite of what the register says of somebody."""
    found = booking_shown(booking_id)
    hidden_unless(serves(actor(), found.session))
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.put_right(found, actor=actor(), **form.data)
            return done(
                _("Put right, and %(name)s is told.", name=found.person.known_as),
                "courses.session",
                course_session_id=found.session_id,
            )
    return page(
        "courses/put_right.html",
        form,
        booking=found,
        verdict=policies.may_put_right(actor(), found),
    )


@bp.post("/bookings/<int:booking_id>/write-up")
def write_up(booking_id: int) -> ResponseReturnValue:
    """Begin to tell of a session in one's log."""
    found = booking_shown(booking_id)
    if not ActForm.for_request().submitted():
        raise Refused(_("Open the page again."))
    item = actions.write_up(found, actor=actor())
    return done(
        _("A draft of yours. Say what you took from it, then submit it."),
        "logs.edit",
        item_id=item.id,
    )


@bp.route("/bookings/<int:booking_id>/evaluate", methods=["GET", "POST"])
def evaluate(booking_id: int) -> ResponseReturnValue:
    """Say how a session was."""
    found = booking_shown(booking_id)
    hidden_unless(policies.may_answer_about(actor(), found))
    form = EvaluationForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.evaluate(found, actor=actor(), **form.data)
            return done(_("Thank you. Your name is not kept with it."), "courses.mine")
    return page(
        "courses/evaluate.html",
        form,
        booking=found,
        verdict=policies.may_evaluate(actor(), found),
    )


@bp.get("/sessions/<int:course_session_id>/answers")
def answers(course_session_id: int) -> ResponseReturnValue:
    """Show what people made of a session, once they are enough to be nobody in particular."""
    found = session_kept(course_session_id)
    return render_template(
        "courses/answers.html", session=found, answers=queries.answers_about(found)
    )
