"""Asking witnesses, the list of them, their links; and the page a witness writes on."""

from typing import Any, cast

import segno
from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts import seen
from trainer.accounts.models import User
from trainer.audit.record import apart
from trainer.config import Config
from trainer.extensions import csrf, db
from trainer.logs.models import Item
from trainer.planning.queries import open_criteria
from trainer.planning.views import by_unit
from trainer.registrations.models import Registration
from trainer.web.access import actor, hidden_unless, public
from trainer.web.forms import OnceForm
from trainer.web.headers import UNSEEN
from trainer.web.responses import done, page
from trainer.web.throttle import MINUTE, at_most
from trainer.witnesses import actions, policies, queries
from trainer.witnesses.forms import AskForm, DeclineForm, OfferForm, TestimonyForm
from trainer.witnesses.models import WitnessRequest
from trainer.witnesses.tasks import link_of

bp = Blueprint("witnesses", __name__)

MOST_OPENINGS = 30


@bp.app_context_processor
def _beside_evidence() -> dict[str, object]:
    """Let pages of evidence say how a testimony came to be, and managers write one."""
    return {
        "testimony_of": _testimony_of,
        "sees_witnesses": lambda registration: policies.sees_witnesses(actor(), registration),
        "may_offer_testimony": lambda registration: policies.may_offer(actor(), registration),
    }


def _testimony_of(item: Item) -> WitnessRequest | None:
    return queries.given_as(item) if actor().id != item.owner_id else None


@bp.get("/witnesses/<int:registration_id>")
def listed(registration_id: int) -> ResponseReturnValue:
    """List the witnesses of a registration: who they are, and how far each testimony is."""
    registration = _registration(registration_id)
    return render_template(
        "witnesses/listed.html",
        registration=registration,
        requests=queries.under(registration, actor()),
        may_ask=policies.may_ask(actor(), registration),
    )


@bp.route("/witnesses/<int:registration_id>/ask", methods=["GET", "POST"])
def ask(registration_id: int) -> ResponseReturnValue:
    """Ask somebody to say what they saw."""
    registration = _registration(registration_id)
    hidden_unless(policies.may_ask(actor(), registration))
    form = AskForm.for_request()
    offered = open_criteria(registration)
    form.offer(offered)
    if form.submitted():
        with form.refusals():
            asked = actions.ask(registration, actor=actor(), config=_settings(), **form.data)
            words = _("A letter is on its way.") if asked.email else _("Show them the code.")
            return done(words, "witnesses.shown", request_id=asked.id)
    return page("witnesses/ask.html", form, registration=registration, offered=by_unit(offered))


@bp.route("/witnesses/<int:registration_id>/offer", methods=["GET", "POST"])
def offer(registration_id: int) -> ResponseReturnValue:
    """Let a line manager write what they saw somebody of their team do."""
    led = policies.led_by(actor()).where(Registration.id == registration_id)
    registration: Registration = db.one_or_404(led)
    hidden_unless(policies.may_offer(actor(), registration))
    form = OfferForm.for_request(
        role=_work_of(actor()),
        relationship=_("%(name)s reports to me.", name=registration.learner.known_as),
    )
    form.address()
    offered = open_criteria(registration)
    form.offer(offered)
    if form.submitted():
        with form.refusals():
            actions.offer(registration, actor=actor(), config=_settings(), **_given(form))
            words = _("Your words are kept, and %(name)s is told.", name=registration.learner.name)
            return done(words, "assessments.qualification", registration_id=registration_id)
    return page("witnesses/offer.html", form, registration=registration, offered=by_unit(offered))


@bp.get("/witnesses/requests/<int:request_id>")
def shown(request_id: int) -> ResponseReturnValue:
    """Show a testimony that was asked for: its link as a square code, and each opening of it."""
    asked = _visible(request_id)
    may_see_link = policies.may_see_link(actor(), asked)
    link = link_of(asked, _settings()) if may_see_link else ""
    return render_template(
        "witnesses/shown.html",
        asked=asked,
        link=link,
        code=segno.make(link, error="m", micro=False).svg_data_uri(scale=6, light="#fff")
        if link
        else "",
        may_change=policies.may_change_link(actor(), asked),
        keys=[OnceForm.for_request().request_key.data for _button in range(2)],
    )


@bp.post("/witnesses/requests/<int:request_id>/renew")
def renew(request_id: int) -> ResponseReturnValue:
    """Give the witness another link."""
    asked = _visible(request_id)
    if OnceForm.for_request().submitted():
        actions.renew(asked, actor=actor(), config=_settings())
    words = _("There is a new link. The one before no longer works.")
    return done(words, "witnesses.shown", request_id=request_id)


@bp.post("/witnesses/requests/<int:request_id>/revoke")
def revoke(request_id: int) -> ResponseReturnValue:
    """Take the link back."""
    asked = _visible(request_id)
    if OnceForm.for_request().submitted():
        actions.revoke(asked, actor=actor())
    return done(_("The link no longer works."), "witnesses.shown", request_id=request_id)


@bp.route("/witness/<string:token>", methods=["GET", "POST"])
@public
@at_most(MOST_OPENINGS, MINUTE)
def write(token: str) -> ResponseReturnValue:
    """Let a witness read what they are asked, write, and confirm."""
    asked = db.session.scalar(queries.by_link(token))
    if asked is None:
        return _unseen("witnesses/nothing.html", 404)
    _note_opening(asked)
    asked = db.session.scalars(queries.by_link(token)).one()
    form = TestimonyForm.for_request(witness=asked.witness)
    form.address(asked.kind)
    if form.submitted():
        with form.refusals():
            actions.give(asked, actor=_signed_in(), **_given(form))
            return _sent_to(token)
    return _answered("witnesses/write.html", asked, form, token)


@bp.route("/witness/<string:token>/decline", methods=["GET", "POST"])
@public
@at_most(MOST_OPENINGS, MINUTE)
def decline(token: str) -> ResponseReturnValue:
    """Let a witness say that they can't write this."""
    asked = db.session.scalar(queries.by_link(token))
    if asked is None:
        return _unseen("witnesses/nothing.html", 404)
    form = DeclineForm.for_request()
    if form.submitted():
        actions.decline(asked, actor=_signed_in(), **form.data)
        return _sent_to(token)
    return _answered("witnesses/decline.html", asked, form, token)


for by_link in (write, decline):
    csrf.exempt(by_link)
"""Nothing here rests on a sign-in alone, and without a referrer the check could not pass."""


def _answered(
    template: str, asked: WitnessRequest, form: TestimonyForm | DeclineForm, token: str
) -> Response:
    return _unseen(
        template,
        422 if form.errors else 200,
        asked=asked,
        form=form,
        verdict=policies.may_give(_signed_in(), asked),
        token=token,
    )


def _sent_to(token: str) -> Response:
    answer = make_response(done("", "witnesses.write", token=token))
    answer.headers.update(UNSEEN)
    return answer


def _given(form: TestimonyForm | OfferForm) -> dict[str, Any]:
    return {"basis": ""} | {name: said for name, said in form.data.items() if name != "own"}


def _work_of(person: User) -> str:
    job = person.placement()
    return f"{job.job_title}, {job.site.name}" if job else ""


def _note_opening(asked: WitnessRequest) -> None:
    learner, me = asked.registration.learner, _signed_in()
    learner_seen = me == learner or seen.was_here(learner, _settings())
    with apart():
        actions.note_opening(
            asked,
            actor=me,
            config=_settings(),
            address=request.remote_addr or "",
            learner_seen=learner_seen,
        )


def _signed_in() -> User | None:
    return actor() if current_user.is_authenticated else None


def _unseen(template: str, status: int, **context: object) -> Response:
    response = make_response(render_template(template, **context), status)
    response.headers.update(UNSEEN)
    return response


def _settings() -> Config:
    return cast("Config", current_app.extensions["trainer"])


def _visible(request_id: int) -> WitnessRequest:
    found = queries.with_all(policies.visible_to(actor()))
    return cast("WitnessRequest", db.one_or_404(found.where(WitnessRequest.id == request_id)))


def _registration(registration_id: int) -> Registration:
    found = policies.registrations_visible_to(actor()).where(Registration.id == registration_id)
    return cast("Registration", db.one_or_404(found))
