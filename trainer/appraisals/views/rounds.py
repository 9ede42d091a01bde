"""Rounds for HR: planned, scheduled, followed and closed."""

from typing import cast

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import planning
from trainer.appraisals.forms import KINDS, ActForm, CloseCycleForm, CycleForm
from trainer.appraisals.models import Cycle
from trainer.appraisals.queries import appeals, board, rounds, spreads
from trainer.appraisals.reading import read
from trainer.appraisals.rules.appealing import is_over
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.appraisals.tasks import progress_name
from trainer.appraisals.views.blueprint import bp
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.people.policies import sites_served
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.statuses import STATUSES

PAGE = 50


@bp.get("/cycles")
def cycles() -> ResponseReturnValue:
    """List the rounds, each with how far it is."""
    hidden_unless(policies.may_follow(actor()))
    every = board.cycles()
    return render_template(
        "appraisals/cycles.html",
        cycles=every,
        tallies=board.tallies(every, sites_served(actor(), {Role.HR}), clock.today()),
        kinds=KINDS,
        may_plan=policies.may_plan(actor()),
    )


@bp.route("/cycles/new", methods=["GET", "POST"])
def plan() -> ResponseReturnValue:
    """Plan a round."""
    hidden_unless(policies.may_plan(actor()))
    offered = rounds.offered()
    yearly = next((one.id for one in offered[0] if one.template.code == "annual"), None)
    form = CycleForm.for_request(template_version_id=yearly)
    form.offer(*offered)
    if form.submitted():
        with form.refusals():
            made = planning.plan_cycle(actor=actor(), **form.told)
            return done(_("Planned. Nobody is told yet."), "appraisals.cycle", cycle_id=made.id)
    return page("appraisals/plan.html", form, cycle=None)


@bp.route("/cycles/<int:cycle_id>/change", methods=["GET", "POST"])
def change(cycle_id: int) -> ResponseReturnValue:
    """Plan a round anew, while it has not begun."""
    hidden_unless(policies.may_plan(actor()))
    found = _cycle(cycle_id)
    form = CycleForm.of(found)
    form.offer(*rounds.offered())
    if form.submitted():
        with form.refusals():
            planning.change_cycle(
                found, actor=actor(), known=int(form.known.data or 0), **form.told
            )
            return done(_("Kept."), "appraisals.cycle", cycle_id=cycle_id)
    return page("appraisals/plan.html", form, cycle=found)


@bp.get("/cycles/<int:cycle_id>")
def cycle(cycle_id: int) -> ResponseReturnValue:
    """Show how a round is going: completion, what is overdue, and how ratings are spread."""
    hidden_unless(policies.may_follow(actor()))
    found = _cycle(cycle_id)
    sites = sites_served(actor(), {Role.HR})
    stage = _stage()
    today = clock.today()
    progress = board.progress(found, sites, today)
    appealed = appeals.of_cycle(found, sites)
    return render_template(
        "appraisals/cycle.html",
        cycle=found,
        kinds=KINDS,
        form_read=read(found.template_version.text),
        progress=progress,
        spread=spreads.of_everybody(found, sites),
        appeals=appealed,
        going=sum(not is_over(one.status, one.due_on, today) for one in appealed),
        today=today,
        people=db.paginate(
            board.listed(found, sites, stage), per_page=PAGE, max_per_page=PAGE, error_out=False
        ),
        stage=stage,
        stage_chips=[
            (
                f"{STATUSES['AppraisalStage'][one.value].word} ({progress.every.stages[one]})",
                url_for("appraisals.cycle", cycle_id=found.id, stage=one.value),
                one is stage,
            )
            for one in AppraisalStage
            if progress.every.stages.get(one) or one is stage
        ],
        scheduling=current_app.extensions["jobs"].progress_of(progress_name(found.id)),
        population=rounds.population_of(found),
        may_change=policies.may_change_cycle(actor(), found),
        may_schedule=policies.may_schedule(actor(), found),
        may_close=policies.may_close_cycle(actor(), found),
        may_calibrate=policies.may_calibrate(actor(), found),
        key=ActForm.for_request().request_key.data,
    )


@bp.get("/cycles/<int:cycle_id>.csv")
def export(cycle_id: int) -> Response:
    """Give how far everybody in a round is away as a table; no ratings, no words."""
    hidden_unless(policies.may_follow(actor()))
    sites = sites_served(actor(), {Role.HR})
    rows = [
        [
            one.person.staff_number,
            one.person.name,
            one.job_title,
            one.site.name,
            one.manager.name,
            str(STATUSES["AppraisalStage"][one.status.value].word),
            one.meeting_at,
        ]
        for one in db.session.scalars(board.listed(_cycle(cycle_id), sites, None))
    ]
    heads = ["staff_number", "name", "job", "site", "manager", "stage", "meeting"]
    return table_file("appraisals.csv", heads, rows)


@bp.post("/cycles/<int:cycle_id>/schedule")
def schedule(cycle_id: int) -> ResponseReturnValue:
    """Give everybody a round is for their appraisal."""
    hidden_unless(policies.may_plan(actor()))
    if ActForm.for_request().submitted():
        planning.send_off(_cycle(cycle_id), actor=actor())
    return done(_("They are being scheduled."), "appraisals.cycle", cycle_id=cycle_id)


@bp.route("/cycles/<int:cycle_id>/close", methods=["GET", "POST"])
def close(cycle_id: int) -> ResponseReturnValue:
    """Close a round with everything in it."""
    hidden_unless(policies.may_plan(actor()))
    found = _cycle(cycle_id)
    form = CloseCycleForm.for_request()
    if form.submitted():
        with form.refusals():
            planning.close_cycle(found, actor=actor(), reason=form.reason.data or "")
            return done(_("The round is closed."), "appraisals.cycle", cycle_id=cycle_id)
    return page(
        "appraisals/close_cycle.html",
        form,
        cycle=found,
        progress=board.progress(found, {None}, clock.today()),
        verdict=policies.may_close_cycle(actor(), found),
    )


def _cycle(cycle_id: int) -> Cycle:
    return cast("Cycle", db.one_or_404(rounds.one(cycle_id)))


def _stage() -> AppraisalStage | None:
    wanted = request.args.get("stage", "")
    return AppraisalStage(wanted) if wanted in set(AppraisalStage) else None
