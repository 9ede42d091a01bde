"""Plans: under a registration, one's own, proposing, answering, carrying out; and the calendar."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.config import Config
from trainer.core import clock
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.logs.kinds import BY_ASSESSOR, BY_LEARNER
from trainer.logs.models import EvidenceKind
from trainer.logs.signers import may_write_about
from trainer.planning import actions, policies, queries
from trainer.planning.calendar import calendar_of
from trainer.planning.forms import (
    METHODS,
    CancelForm,
    OutcomeForm,
    PlanForm,
    WishForm,
)
from trainer.planning.models import AssessmentPlan, PlanStatus
from trainer.registrations.models import Registration
from trainer.web.access import actor, public
from trainer.web.forms import Form
from trainer.web.responses import done, page
from trainer.web.throttle import HOUR, at_most

bp = Blueprint("planning", __name__, url_prefix="/plans")

PAGE = 50
OFTEN = 120
"""More often than any calendar program asks."""


@bp.get("/")
def mine() -> ResponseReturnValue:
    """List the plans of the person signed in, as learner and as assessor."""
    found = db.paginate(
        queries.concerning(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "planning/mine.html",
        page=found,
        me=actor().id,
        methods=METHODS,
        has_calendar=queries.calendar_address(actor()) is not None,
    )


@bp.get("/registrations/<int:registration_id>")
def under(registration_id: int) -> ResponseReturnValue:
    """Show what is planned under a registration, and what was planned against what was done."""
    registration = _registration(registration_id)
    plans = queries.under(registration, actor())
    return render_template(
        "planning/under.html",
        registration=registration,
        plans=plans,
        states=queries.states_of(plans),
        methods=METHODS,
        verdict=policies.may_plan(actor(), registration),
    )


@bp.route("/registrations/<int:registration_id>/new", methods=["GET", "POST"])
def propose(registration_id: int) -> ResponseReturnValue:
    """Propose an assessment to the learner."""
    registration = _registration(registration_id)
    form = PlanForm.for_request(planned_on=clock.today())
    offered = queries.open_criteria(registration)
    form.offer(offered)
    if form.submitted():
        with form.refusals():
            plan = actions.propose(registration, actor=actor(), **form.data)
            return _back(_("%(name)s is asked to agree.", name=registration.learner.known_as), plan)
    return page(
        "planning/propose.html",
        form,
        registration=registration,
        offered=by_unit(offered),
        plan=None,
        verdict=policies.may_plan(actor(), registration),
    )


@bp.get("/<int:plan_id>")
def plan(plan_id: int) -> ResponseReturnValue:
    """Show one plan to those who may see it."""
    found = _visible(plan_id)
    return render_template(
        "planning/plan.html",
        plan=found,
        states=queries.states_of([found]),
        method=METHODS[found.method],
        may_change=policies.may_change(actor(), found),
        may_answer=policies.may_answer(actor(), found),
        may_carry_out=policies.may_carry_out(actor(), found),
        may_cancel=policies.may_cancel(actor(), found),
        write_at=_where_written(found),
    )


def _where_written(plan: AssessmentPlan) -> str:
    """Say where this person writes the evidence agreed on, its criteria ticked; nowhere if another does."""
    if plan.status is not PlanStatus.AGREED:
        return ""
    kind, learner = EvidenceKind(plan.method.value), plan.registration.learner
    named: dict[str, Any] = {
        "kind": kind.value,
        "criterion": [one.criterion_id for one in plan.criteria],
    }
    if kind in BY_LEARNER and actor() == learner:
        return url_for("logs.begin", **named)
    if kind in BY_ASSESSOR and may_write_about(actor(), learner, kind):
        return url_for("logs.begin_about", registration_id=plan.registration_id, **named)
    return ""


@bp.route("/<int:plan_id>/change", methods=["GET", "POST"])
def change(plan_id: int) -> ResponseReturnValue:
    """Propose a plan anew."""
    found = _visible(plan_id)
    form = PlanForm.for_request(
        method=found.method,
        planned_on=found.planned_on,
        planned_at=found.planned_at,
        minutes=found.minutes,
        place=found.place,
        note=found.note,
        criteria=[one.criterion_id for one in found.criteria],
    )
    offered = queries.open_criteria(found.registration)
    form.offer(offered)
    if form.submitted():
        with form.refusals():
            actions.change(found, actor=actor(), **form.data)
            name = found.registration.learner.known_as
            return _back(_("%(name)s is asked to agree again.", name=name), found)
    return page(
        "planning/propose.html",
        form,
        registration=found.registration,
        offered=by_unit(offered),
        plan=found,
        verdict=policies.may_change(actor(), found),
    )


@bp.post("/<int:plan_id>/agree")
def agree(plan_id: int) -> ResponseReturnValue:
    """Agree to a plan."""
    found = _visible(plan_id)
    if Form.for_request().submitted():
        actions.agree(found, actor=actor())
    return _back(_("Agreed. It is in both your lists."), found)


@bp.route("/<int:plan_id>/ask", methods=["GET", "POST"])
def ask_for_change(plan_id: int) -> ResponseReturnValue:
    """Ask for something else than was proposed."""
    found = _visible(plan_id)
    form = WishForm.for_request(wish=found.asked)
    if form.submitted():
        with form.refusals():
            actions.ask_for_change(found, actor=actor(), **form.data)
            name = found.registration.assessor.known_as
            return _back(_("%(name)s reads what you asked for.", name=name), found)
    return page("planning/ask.html", form, plan=found, verdict=policies.may_answer(actor(), found))


@bp.route("/<int:plan_id>/outcome", methods=["GET", "POST"])
def carry_out(plan_id: int) -> ResponseReturnValue:
    """Write down what came of a plan."""
    found = _visible(plan_id)
    form = OutcomeForm.for_request(
        done_on=found.planned_on, covered=[one.criterion_id for one in found.criteria]
    )
    form.offer(found.criteria)
    if form.submitted():
        with form.refusals():
            actions.carry_out(found, actor=actor(), **form.data)
            return _back(_("Kept. What was planned stands beside what was done."), found)
    return page(
        "planning/outcome.html", form, plan=found, verdict=policies.may_carry_out(actor(), found)
    )


@bp.route("/<int:plan_id>/cancel", methods=["GET", "POST"])
def cancel(plan_id: int) -> ResponseReturnValue:
    """Call a plan off."""
    found = _visible(plan_id)
    form = CancelForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.cancel(found, actor=actor(), **form.data)
            return _back(_("Called off. The other of you is told."), found)
    return page(
        "planning/cancel.html", form, plan=found, verdict=policies.may_cancel(actor(), found)
    )


@bp.post("/calendar")
def open_calendar() -> ResponseReturnValue:
    """Make a secret address for one's calendar and show it, this once."""
    token = actions.open_calendar(actor=actor()) if Form.for_request().submitted() else ""
    base = _settings().base_url.rstrip("/")
    return render_template(
        "planning/calendar.html", address=base + url_for("planning.feed", token=token)
    )


@bp.post("/calendar/close")
def close_calendar() -> ResponseReturnValue:
    """Take one's calendar's address away."""
    if Form.for_request().submitted():
        actions.close_calendar(actor=actor())
    return done(_("The address of your calendar no longer works."), "planning.mine")


@bp.get("/calendar/<string:token>.ics")
@public
@at_most(OFTEN, HOUR)
def feed(token: str) -> ResponseReturnValue:
    """Answer a calendar program with the plans of whoever has this secret address."""
    person = queries.whose_calendar(token)
    if person is None:
        return Response(_("There is no calendar here."), status=404, mimetype="text/plain")
    settings = _settings()
    body = calendar_of(
        person,
        queries.in_feed(person),
        queries.talks_in_feed(person),
        name=settings.organisation,
        zone=settings.zone,
        address=settings.base_url,
    )
    return Response(body, mimetype="text/calendar", headers={"Cache-Control": "private, no-store"})


def by_unit(criteria: Sequence[AnyRow]) -> list[tuple[str, list[AnyRow]]]:
    """Put criteria under the titles of their units, in the order they come in."""
    return [(title, list(some)) for title, some in groupby(criteria, key=lambda one: one.unit)]


def _settings() -> Config:
    settings: Config = current_app.extensions["trainer"]
    return settings


def _visible(plan_id: int) -> AssessmentPlan:
    found: AssessmentPlan = db.one_or_404(
        queries.with_all(policies.visible_to(actor())).where(AssessmentPlan.id == plan_id)
    )
    return found


def _registration(registration_id: int) -> Registration:
    found: Registration = db.one_or_404(
        policies.registrations_visible_to(actor()).where(Registration.id == registration_id)
    )
    return found


def _back(message: str, found: AssessmentPlan) -> ResponseReturnValue:
    return done(message, "planning.plan", plan_id=found.id)
