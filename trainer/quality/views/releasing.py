"""What waits for a quality assurer, looking into a unit, releasing, and the final check."""

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.assessments.queries import progress, units
from trainer.assessments.views.progress import in_force
from trainer.audit.record import record_apart
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.logs.awaiting import awaiting_name_of
from trainer.quality import actions, policies, queries, released
from trainer.quality.events import ReleaseExported
from trainer.quality.forms import AskAgainForm, FinalCheckForm, RefuseCreditForm, ReleaseForm
from trainer.quality.queries.looks import looks_at, open_pick, open_picks_at
from trainer.quality.queries.picks import unanswered
from trainer.quality.views.blueprint import bp
from trainer.registrations.crediting import credit_of
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.holding import Held, held_back
from trainer.web.access import actor
from trainer.web.csv import table_file
from trainer.web.responses import done, page

PAGE = 50
RELEASE_COLUMNS = (
    "unit",
    "title",
    "learner",
    "staff_number",
    "qualification",
    "assessor",
    "sampled",
    "released_by",
    "released_on",
)


@bp.get("/")
def queue() -> ResponseReturnValue:
    """List the units that wait for the person signed in, with why each might be sampled."""
    narrowed = {
        name: request.args.get(name, type=int) for name in ("qualification_id", "assessor_id")
    }
    found = db.paginate(
        queries.waiting_for(actor(), **narrowed), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "quality/queue.html",
        page=found,
        why=queries.why_sample(found.items),
        picked=open_picks_at([row.id for row in found.items]),
        complete=queries.complete_registrations(actor()),
        names=awaiting_name_of(actor()),
        kept={name: chosen for name, chosen in narrowed.items() if chosen is not None},
        choices=released.waiting_choices(actor()),
        unanswered=unanswered(actor()),
    )


@bp.get("/releases")
def releases() -> ResponseReturnValue:
    """List earlier releases, the latest first."""
    return render_template(
        "quality/releases.html",
        page=db.paginate(released.listed(actor()), per_page=PAGE, max_per_page=PAGE),
    )


@bp.get("/releases/<int:release_id>")
def earlier_release(release_id: int) -> ResponseReturnValue:
    """Show an earlier release, to be read or printed: its statement, its signer, its units."""
    found = db.one_or_404(released.one(actor(), release_id))
    return render_template(
        "quality/earlier_release.html", release=found, lines=released.lines_of(actor(), found)
    )


@bp.get("/releases/<int:release_id>/export.csv")
def export_release(release_id: int) -> Response:
    """Take an earlier release away as a file."""
    found = db.one_or_404(released.one(actor(), release_id))
    record_apart(ReleaseExported(actor=actor(), subject=found))
    rows = (
        (one.code, one.title, one.learner, one.staff_number, one.qualification, one.assessor,
         "sampled" if one.sampled else "unsampled", found.printed_name,
         clock.day_of(found.released_at))
        for one in released.lines_of(actor(), found)
    )  # fmt: skip
    return table_file(f"release-{release_id}.csv", RELEASE_COLUMNS, rows)


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
        credit=credit_of(found),
        pick=open_pick(found),
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
    picked = open_picks_at([one.id for one in units])
    held = held_back([one.id for one in units])
    to_tick = [one for one in units if policies.may_say_looked_into(one, held)]
    form = ReleaseForm.for_request(
        looked_at=[one.id for one in to_tick] if len(units) == 1 else [],
        seen=actions.mark_of(actions.hashes_of(units)),
    )
    form.looked_at.choices = [
        SelectChoice(one.id, f"{one.unit_version.title}, {one.registration.learner.name}")
        for one in to_tick
    ]
    titles = {one.id: one.unit_version.title for one in units}
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
        held={
            number: policies.WORDS[why] % {"unit": titles[number]} for number, why in held.items()
        },
        to_draw={number for number, why in held.items() if why is Held.TO_BE_PICKED},
        to_tick=to_tick,
        made=looks_at(units),
        picked=picked,
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
    verdict = policies.may_ask_again(actor(), found)
    return page("quality/ask_again.html", form, unit=found, verdict=verdict)


@bp.route("/units/<int:unit_assessment_id>/not-held", methods=["GET", "POST"])
def refuse_credit(unit_assessment_id: int) -> ResponseReturnValue:
    """Say that a unit is not held already, and why."""
    found = _visible(unit_assessment_id)
    form = RefuseCreditForm.for_request()
    if form.submitted():
        actions.refuse_credit(found, actor=actor(), **form.data)
        return done(_("Sent back. The unit stands as before."), "quality.queue")
    verdict = policies.may_refuse_credit(actor(), found)
    return page("quality/refuse_credit.html", form, unit=found, verdict=verdict)


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
