"""A manager's team: who has which objectives, and what all of them are to reach together."""

from typing import cast

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.extensions import db
from trainer.objectives import policies, queries
from trainer.objectives.actions import teams as acting
from trainer.objectives.forms import CascadeForm, TeamObjectiveForm
from trainer.objectives.models import ObjectiveStatus, TeamObjective
from trainer.objectives.views.blueprint import bp, year_asked
from trainer.people.policies import may_lead
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/team")
def team() -> ResponseReturnValue:
    """Show a manager the objectives of those who report to them, and those of the team."""
    year = year_asked()
    return render_template(
        "objectives/team.html",
        year=year,
        lines=queries.of_team(actor(), year),
        told=queries.team_objectives(actor(), year),
        states=list(ObjectiveStatus),
    )


@bp.route("/team/new", methods=["GET", "POST"])
def set_for_team() -> ResponseReturnValue:
    """Say what the team is to reach in a year."""
    hidden_unless(may_lead(actor()))
    year = year_asked()
    form = TeamObjectiveForm.for_request()
    if form.submitted():
        told = acting.set_for_team(actor=actor(), year=year, **form.data)
        return done(
            _("Kept. Choose now whose objectives serve it."),
            "objectives.cascade",
            team_objective_id=told.id,
        )
    return page("objectives/set_for_team.html", form, year=year)


@bp.route("/team/<int:team_objective_id>", methods=["GET", "POST"])
def cascade(team_objective_id: int) -> ResponseReturnValue:
    """Show what serves a team's objective, and propose it on to people."""
    told = cast(
        "TeamObjective",
        db.one_or_404(
            policies.team_objectives_of(actor()).where(TeamObjective.id == team_objective_id)
        ),
    )
    form = CascadeForm.for_request()
    people = queries.without(told)
    form.offer(people)
    if form.submitted():
        with form.refusals():
            made = acting.cascade(told, actor=actor(), people=form.people.data or [])
            words = ngettext(
                "Proposed to %(num)d person.", "Proposed to %(num)d people.", len(made)
            )
            return done(words, "objectives.cascade", team_objective_id=told.id)
    return page(
        "objectives/cascade.html", form, told=told, people=people, serving=queries.serving(told)
    )
