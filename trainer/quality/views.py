"""What waits for a quality assurer, looking into a unit, releasing, and the final check."""

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.assessments.queries import progress, units
from trainer.assessments.views.progress import in_force
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.logs.awaiting import awaiting_name_of
from trainer.quality import actions, policies, queries
from trainer.quality.forms import AskAgainForm, FinalCheckForm, ReleaseForm
from trainer.registrations.models import Registration, UnitAssessment
from trainer.web.access import actor
from trainer.web.responses import done, page

bp = Blueprint("quality", __name__, url_prefix="/quality")

PAGE = 50


@bp.get("/")
def queue() -> ResponseReturnValue:
    """List the units that wait for the person signed in, with why each might be sampled."""
    found = db.paginate(
        queries.waiting_for(actor()), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "quality/queue.html",
        page=found,
        why=queries.why_sample(found.items),
        complete=queries.complete_registrations(actor()),
        names=awaiting_name_of(actor()),
    )


@bp.get("/units/<int:unit_assessment_id>")
def unit(unit_assessment_id: int) -> ResponseReturnValue:
    """Show a unit to its quality assurer: evidence, judgements, feedback, names."""
    found = _visible(unit_assessment_id)
    return render_template(
        "quality/unit.html",
        unit=found,
        registration=found.registration,
        criteria=units.criteria_of_unit(found),
        signatures=units.signatures_of(found),
        verdict=policies.may_release(actor(), found),
        **in_force(units.judgements_of_unit(found)),
    )


@bp.route("/release", methods=["GET", "POST"])
def release() -> ResponseReturnValue:
    """Release a batch of units with one signature, saying which were looked into."""
    wanted = request.values.getlist("unit", type=int)
    units = queries.batch(actor(), wanted)
    if not units:
        flash(_("Tick at least one unit to release."), "care")
        return done("", "quality.queue")
    form = ReleaseForm.for_request(
        looked_at=[units[0].id] if len(units) == 1 else [],
        seen=actions.mark_of(actions.hashes_of(units)),
    )
    form.looked_at.choices = [
        SelectChoice(one.id, f"{one.unit_version.title}, {one.registration.learner.name}")
        for one in units
    ]
    if form.submitted():
        units = queries.batch(actor(), wanted)
        if len(units) != len(set(wanted)):
            raise Conflict(_("One of these units is no longer yours to release."))
        with form.refusals():
            actions.release(units, actor=actor(), **form.data)
            said = ngettext("%(num)d unit is released.", "%(num)d units are released.", len(units))
            return done(said, "quality.queue")
    return page(
        "quality/release.html",
        form,
        units=units,
        statement=actions.STATEMENT,
        verdicts={one.id: policies.may_release(actor(), one) for one in units},
    )


@bp.route("/units/<int:unit_assessment_id>/ask-again", methods=["GET", "POST"])
def ask_again(unit_assessment_id: int) -> ResponseReturnValue:
    """Send a unit back with the criteria to be judged again and why."""
    found = _visible(unit_assessment_id)
    form = AskAgainForm.for_request()
    form.criteria.choices = [
        SelectChoice(one.id, f"{one.number} {one.text}") for one in units.criteria_of_unit(found)
    ]
    if form.submitted():
        with form.refusals():
            actions.ask_again(found, actor=actor(), **form.data)
            name = found.registration.assessor.known_as
            return done(_("Sent back to %(name)s.", name=name), "quality.queue")
    verdict = policies.may_release(actor(), found)
    return page("quality/ask_again.html", form, unit=found, verdict=verdict)


@bp.route("/registrations/<int:registration_id>/complete", methods=["GET", "POST"])
def complete(registration_id: int) -> ResponseReturnValue:
    """Sign the final check of a registration."""
    registration = db.one_or_404(
        progress.with_people(policies.registrations_visible_to(actor())).where(
            Registration.id == registration_id
        )
    )
    form = FinalCheckForm.for_request()
    if form.submitted():
        actions.complete(registration, actor=actor(), **form.data)
        name = registration.learner.known_as
        return done(
            _("Complete. A certificate can be issued to %(name)s.", name=name), "quality.queue"
        )
    return page(
        "quality/complete.html",
        form,
        registration=registration,
        units=progress.units_of(registration),
        statement=actions.FINAL_STATEMENT,
        verdict=policies.may_complete(actor(), registration),
    )


def _visible(unit_assessment_id: int) -> UnitAssessment:
    select = units.unit_with_people(policies.units_visible_to(actor()))
    return db.one_or_404(select.where(UnitAssessment.id == unit_assessment_id))
