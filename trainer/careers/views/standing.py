"""How somebody stands with their next role, for them and for their line; and the roles they work towards."""

import sqlalchemy as sa
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts.models import User
from trainer.careers import policies
from trainer.careers.actions import aiming, planning
from trainer.careers.forms import ActForm, AimForm, PlanForm
from trainer.careers.models import CareerTarget
from trainer.careers.queries import charts
from trainer.careers.queries.standing import (
    Career,
    career,
    confirmations_of,
    route_to,
)
from trainer.careers.rules.asking import Ask
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.closing import closed_by
from trainer.careers.rules.drawing import draw
from trainer.careers.views.blueprint import bp, seen_person
from trainer.core import clock
from trainer.development.policies import may_propose
from trainer.extensions import db
from trainer.registrations.achieving import upgrades_for
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("")
def mine() -> str:
    """Show where one is on the map, how one stands with the next role, and the way there."""
    return _shown(actor())


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> str:
    """Show the same of somebody of one's line."""
    return _shown(seen_person(person_id))


@bp.route("/aim", methods=["GET", "POST"])
def aim() -> ResponseReturnValue:
    """Work towards a role."""
    now = career(actor(), charts.chart(), clock.today())
    chosen = {one.role_key for one in now.targets}
    form = AimForm.for_request(role=request.args.get("role"))
    form.offer(one for one in now.chart.roles if one.key not in chosen and one != now.current)
    if form.submitted():
        with form.refusals():
            target = aiming.aim_for(actor(), form.role.data, actor=actor())
            return done(_("You work towards this now."), "careers.mine", role=target.role_key)
    return page("careers/aim.html", form)


@bp.post("/targets/<int:career_target_id>/give-up")
def give_up(career_target_id: int) -> ResponseReturnValue:
    """Work towards a role no more."""
    own = sa.select(CareerTarget).where(
        CareerTarget.person_id == actor().id, CareerTarget.ended_on.is_(None)
    )
    target = db.one_or_404(own.where(CareerTarget.id == career_target_id))
    if ActForm.for_request().submitted():
        aiming.give_up(target, actor=actor())
    return done(_("You work towards it no more."), "careers.mine")


@bp.post("/people/<int:person_id>/plan")
def plan_for(person_id: int) -> ResponseReturnValue:
    """Put the way to a role into the plan of somebody: one's own, or that of one of one's people."""
    whose = seen_person(person_id)
    hidden_unless(may_propose(actor(), whose))
    form = PlanForm.for_request()
    if form.submitted():
        now = career(whose, charts.chart(), clock.today())
        role = now.chart.role(form.role.data or "") or abort(404)
        made = planning.into_plan(whose, actor=actor(), career=now, role=role)
        if not made:
            words = _("Every step of this way stands in the plan already.")
            return done(words, "development.person", person_id=whose.id)
        words = ngettext(
            "%(num)d step stands in the plan now. The other of you is asked to agree.",
            "%(num)d steps stand in the plan now. The other of you is asked to agree.",
            len(made),
        )
        return done(words, "development.person", person_id=whose.id)
    return done("", "careers.person", person_id=whose.id)


def _shown(whose: User) -> str:
    now = career(whose, charts.chart(), clock.today(), reader=actor())
    role = _looked_at(now)
    missing = now.open_asks(role) if role else []
    supposed = [one for one in missing if _value(one) in request.args.getlist("if")]
    return render_template(
        "careers/standing.html",
        career=now,
        own=whose == actor(),
        role=role,
        standing=now.standing(role) if role else None,
        supposed=supposed,
        then=now.standing(role, supposed) if role and supposed else None,
        missing=missing,
        value=_value,
        closed_by=lambda line: closed_by(line, now.retired),
        route=route_to(now, role) if role else None,
        history=now.history(role) if role else [],
        target=next((one for one in now.targets if role and one.role_key == role.key), None),
        drawing=draw(now.chart),
        upgrades=upgrades_for(whose),
        confirmations=db.session.scalars(confirmations_of(whose)).all(),
        may_plan=may_propose(actor(), whose),
        may_confirm=policies.may_confirm(actor(), whose),
        key=ActForm.for_request().request_key.data,
    )


def _looked_at(now: Career) -> CareerRole | None:
    """Find the role that is asked about; else the first target, else the first way on."""
    if wanted := request.args.get("role"):
        return now.chart.role(wanted) or abort(404)
    if targets := now.target_roles():
        return targets[0]
    ways = now.chart.moves_from(now.current.key) if now.current else []
    return now.chart.role(ways[0].end) if ways else None


def _value(ask: Ask) -> str:
    return f"{ask.kind}:{ask.about}:{ask.least}"
