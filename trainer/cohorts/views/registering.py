"""The list of cohorts, how far one has got, and having everybody in it registered."""

from flask import render_template
from flask.typing import ResponseReturnValue

from trainer.catalogue.structures import published_structure
from trainer.cohorts import policies, queries
from trainer.cohorts.actions import registering
from trainer.cohorts.views.blueprint import back, bp, prepared
from trainer.extensions import db
from trainer.registrations.queries import Progress, progress_of
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import OnceForm


@bp.get("")
def listed() -> ResponseReturnValue:
    """List the cohorts, the latest first."""
    hidden_unless(policies.may_prepare(actor()))
    page = db.paginate(queries.listed(actor()), per_page=50)
    return render_template("cohorts/listed.html", page=page)


@bp.get("/<int:cohort_id>")
def shown(cohort_id: int) -> ResponseReturnValue:
    """Show who is in it, what stands in anybody's way, and how far it has got."""
    cohort = prepared(cohort_id)
    registered = [one.registration_id for one in cohort.members if one.registration_id is not None]
    structure = published_structure(cohort.version)
    return render_template(
        "cohorts/cohort.html",
        units=[structure.name(code) for code in cohort.units],
        form=OnceForm.for_request(),
        cohort=cohort,
        registered=registered,
        refused=sum(bool(one.refusal) for one in cohort.members),
        obstacles={} if cohort.is_under_way else queries.obstacles(cohort, actor()),
        progress=progress_of(registered),
        nothing=Progress(),
        may_change=policies.may_change(actor(), cohort),
        may_register=policies.may_register(actor(), cohort),
        may_discard=policies.may_discard(actor(), cohort),
    )


@bp.post("/<int:cohort_id>/register")
def register(cohort_id: int) -> ResponseReturnValue:
    """Have all of them registered who are not yet."""
    cohort = prepared(cohort_id)
    if OnceForm.for_request().submitted():
        registering.send_off(cohort, actor=actor())
    return back("", cohort)
