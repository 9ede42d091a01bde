"""Answering: those who have an account, and those who come by a link of their own."""

from typing import Any, cast

from flask import Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.models import User
from trainer.audit.record import apart
from trainer.extensions import csrf, db
from trainer.feedback import policies
from trainer.feedback.actions import answering, running
from trainer.feedback.forms import answer_form
from trainer.feedback.models import FeedbackDraft, FeedbackRater
from trainer.feedback.queries import listing
from trainer.feedback.views.blueprint import bp, settings
from trainer.web.access import actor, public
from trainer.web.forms import Form
from trainer.web.headers import UNSEEN
from trainer.web.responses import done
from trainer.web.throttle import MINUTE, at_most

MOST_OPENINGS = 30


@bp.route("/feedback/<int:round_id>/answer", methods=["GET", "POST"])
def answer(round_id: int) -> ResponseReturnValue:
    """Let somebody who is asked say how they see the person."""
    rater = _rater(round_id)
    kept = db.session.get(FeedbackDraft, rater.id)
    form = answer_form(rater.round.questions, kept.answers if kept else {})
    if form.submitted():
        with form.refusals():
            answering.answer(rater, actor=actor(), answers=form.answers)
            return done(_("Thank you. Your answers are kept."), "feedback.mine")
        rater = _rater(round_id)
    return (
        render_template(
            "feedback/answer.html",
            rater=rater,
            told=rater.round,
            form=form,
            verdict=policies.may_answer(rater, actor()),
        ),
        422 if form.errors or form.form_errors else 200,
    )


@bp.post("/feedback/<int:round_id>/answer/draft")
def autosave(round_id: int) -> ResponseReturnValue:
    """Keep what somebody has written so far, for them alone."""
    rater = _rater(round_id)
    form = answer_form(rater.round.questions, {})
    if not form.submitted():
        sentences = [error for field in form for error in field.errors]
        return jsonify(error=" ".join(map(str, sentences))), 422
    answering.keep_draft(rater, actor=actor(), answers=form.draft)
    return jsonify({})


@bp.post("/feedback/<int:round_id>/decline")
def decline(round_id: int) -> ResponseReturnValue:
    """Let somebody who is asked say that they would rather not."""
    rater = _rater(round_id)
    if Form.for_request().submitted():
        answering.decline(rater, actor=actor())
    return done(_("Thank you for saying so. Nothing more is asked of you."), "feedback.mine")


@bp.route("/give-feedback/<string:token>", methods=["GET", "POST"])
@public
@at_most(MOST_OPENINGS, MINUTE)
def write(token: str) -> ResponseReturnValue:
    """Let somebody from outside say how they see the person."""
    rater = _linked(token)
    if rater is None:
        return _unseen("feedback/nothing.html", 404)
    if request.method == "GET":
        _note_opening(rater)
        rater = db.session.scalars(listing.by_link(token)).one()
    form = answer_form(rater.round.questions, {})
    if form.submitted():
        with form.refusals():
            answering.answer(rater, actor=_signed_in(), answers=form.answers)
            return _sent_to(token)
        rater = db.session.scalars(listing.by_link(token)).one()
    return _unseen(
        "feedback/write.html",
        422 if form.errors or form.form_errors else 200,
        rater=rater,
        told=rater.round,
        form=form,
        token=token,
        verdict=policies.may_answer(rater, _signed_in()),
    )


@bp.post("/give-feedback/<string:token>/decline")
@public
@at_most(MOST_OPENINGS, MINUTE)
def turn_down(token: str) -> ResponseReturnValue:
    """Let somebody from outside say that they would rather not."""
    rater = _linked(token)
    if rater is None:
        return _unseen("feedback/nothing.html", 404)
    if Form.for_request().submitted():
        answering.decline(rater, actor=_signed_in())
    return _sent_to(token)


for by_link in (write, turn_down):
    csrf.exempt(by_link)
"""Nothing here rests on a sign-in, and without a referrer the check could not pass."""


def _note_opening(rater: FeedbackRater) -> None:
    """Note that the link was opened; sending leaves no mark, or two of a day would tell of it."""
    with apart():
        running.note_opening(rater, config=settings(), address=request.remote_addr or "")


def _rater(round_id: int) -> FeedbackRater:
    return cast("FeedbackRater", db.one_or_404(listing.of_person(actor().id, round_id)))


def _linked(token: str) -> FeedbackRater | None:
    return db.session.scalar(listing.by_link(token))


def _signed_in() -> User | None:
    return actor() if current_user.is_authenticated else None


def _sent_to(token: str) -> Response:
    answered = make_response(done("", "feedback.write", token=token))
    answered.headers.update(UNSEEN)
    return answered


def _unseen(template: str, status: int, **context: Any) -> Response:
    response = make_response(render_template(template, **context), status)
    response.headers.update(UNSEEN)
    return response
