"""Coverage targets: how places stand, and setting, changing and ending one."""

import sqlalchemy as sa
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import ONE_DAY, Site, Team
from trainer.people.queries import sites as every_site
from trainer.skills import policies
from trainer.skills.actions import targeting
from trainer.skills.forms import ActForm, ChangeTargetForm, TargetForm
from trainer.skills.models import CoverageTarget
from trainer.skills.queries import covering
from trainer.skills.views.blueprint import bp
from trainer.training.models import Skill
from trainer.training.queries import listing
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/coverage")
def coverage() -> str:
    """Show whether enough people at the sites one serves or manages hold what is asked for there."""
    hidden_unless(policies.may_see_targets(actor()))
    return render_template(
        "skills/coverage.html",
        covered=covering.covered(
            policies.targets_visible_to(actor()), policies.people_named(actor()), clock.today()
        ),
        set_for=policies.sites_set(actor()),
        key=ActForm.for_request().request_key.data,
        one_day=ONE_DAY,
        today=clock.today(),
    )


@bp.route("/coverage/new", methods=["GET", "POST"])
def set_target() -> ResponseReturnValue:
    """Ask that so many at a place hold a skill."""
    sites = policies.sites_set(actor())
    hidden_unless(policies.may_set_somewhere(actor()))
    offered = every_site()
    if None not in sites:
        offered = offered.where(Site.id.in_(sites))
    form = TargetForm.for_request(skill=request.args.get("skill", type=int))
    form.offer(listing.skills(), db.session.scalars(offered).all())
    if form.submitted():
        with form.refusals():
            site_id, _colon, team_id = form.where.data.partition(":")
            targeting.set_target(
                db.session.get_one(Skill, form.skill.data),
                actor=actor(),
                site=db.session.get_one(Site, int(site_id)),
                team=db.session.get_one(Team, int(team_id)) if team_id else None,
                number=form.number.data or 1,
                says=form.says.data or "",
            )
            return done(_("It is asked for from today."), "skills.coverage")
    return page("skills/target.html", form, target=None)


@bp.route("/coverage/<int:target_id>/change", methods=["GET", "POST"])
def change_target(target_id: int) -> ResponseReturnValue:
    """Ask for another number, or at other times."""
    target = _found(target_id)
    hidden_unless(policies.may_change(actor(), target))
    form = ChangeTargetForm.for_request(number=target.number, says=target.says)
    if form.submitted():
        targeting.change_target(
            target, actor=actor(), number=form.number.data or 1, says=form.says.data or ""
        )
        return done(_("Changed."), "skills.coverage")
    return page("skills/target.html", form, target=target)


@bp.post("/coverage/<int:target_id>/end")
def end_target(target_id: int) -> ResponseReturnValue:
    """Ask for it no more."""
    target = _found(target_id)
    if ActForm.for_request().submitted():
        targeting.end_target(target, actor=actor())
    return done(_("It is asked for no more."), "skills.coverage")


def _found(target_id: int) -> CoverageTarget:
    """Return the target, or a 404 to whoever neither serves nor manages the site."""
    found: sa.Select[CoverageTarget] = policies.targets_visible_to(actor())
    return db.one_or_404(covering.in_force(found).where(CoverageTarget.id == target_id))
