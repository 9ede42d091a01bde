"""The register of assessors and quality assurers, and conflicts of interest."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.assessors import actions, policies, queries
from trainer.assessors.forms import AccreditationForm, ConflictForm, EndForm, EntryForm
from trainer.assessors.models import AssessorAccreditation, ConflictOfInterest, RegisterEntry
from trainer.assessors.queries import When
from trainer.bodies.models import ProfessionalBody
from trainer.bodies.queries import names
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done, page

bp = Blueprint("assessors", __name__, url_prefix="/register")


@bp.get("")
def register() -> ResponseReturnValue:
    """List who may assess and verify what, current or lapsed."""
    hidden_unless(policies.may_keep_register(actor()))
    chosen: dict[str, Any] = {
        "when": request.args.get("when", When.CURRENT, type=When),
        "qualification_id": request.args.get("qualification_id", type=int),
        "words": request.args.get("words", "").strip(),
    }
    titles = queries.titles()
    return render_template(
        "assessors/register.html",
        page=db.paginate(queries.listed(actor(), clock.today(), **chosen), per_page=50),
        chosen=chosen,
        titles=titles,
        title_of=dict(titles),
        by_interview=queries.by_interview(),
        today=clock.today(),
    )


@bp.route("/new", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Approve somebody for a duty on a qualification."""
    hidden_unless(policies.may_keep_register(actor()))
    form = EntryForm.for_request(
        starts_on=clock.today(),
        holder=request.args.get("holder", ""),
        qualification=request.args.get("qualification", type=int),
    )
    form.qualification.choices = [SelectChoice(*row) for row in queries.titles()]
    if form.submitted():
        with form.refusals():
            given = form.data
            given["qualification"] = db.session.get_one(Qualification, given["qualification"])
            actions.enter(actor=actor(), **given)
            return done(_("Entered. They may do this from the day you gave."), "assessors.register")
    return page("assessors/enter.html", form)


@bp.route("/<int:entry_id>/end", methods=["GET", "POST"])
def end_entry(entry_id: int) -> ResponseReturnValue:
    """End an approval."""
    hidden_unless(policies.may_keep_register(actor()))
    entry = db.one_or_404(policies.visible_to(actor()).where(RegisterEntry.id == entry_id))
    form = EndForm.for_request(ends_on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.end_entry(entry, actor=actor(), **form.data)
            return done(_("The entry ends on that day."), "assessors.register")
    return page(
        "assessors/end_entry.html",
        form,
        entry=entry,
        title=dict(queries.titles()).get(entry.qualification_id, ""),
        verdict=policies.may_end_entry(actor(), entry, clock.today()),
    )


@bp.route("/<int:entry_id>/accreditation", methods=["GET", "POST"])
def accredit(entry_id: int) -> ResponseReturnValue:
    """Record that a body accredits the assessor of an entry."""
    hidden_unless(policies.may_keep_register(actor()))
    entry = db.one_or_404(policies.visible_to(actor()).where(RegisterEntry.id == entry_id))
    form = AccreditationForm.for_request(starts_on=clock.today())
    choose = SelectChoice(0, _("Choose…"))
    form.body.choices = [choose, *(SelectChoice(*row) for row in names())]
    if form.submitted():
        with form.refusals():
            given = form.data
            given["body"] = db.session.get_one(ProfessionalBody, given["body"])
            actions.accredit(entry, actor=actor(), **given)
            return done(_("It is on the register."), "assessors.register")
    return page(
        "assessors/accredit.html",
        form,
        entry=entry,
        title=dict(queries.titles()).get(entry.qualification_id, ""),
        verdict=policies.may_accredit(actor(), entry, clock.today()),
    )


@bp.route("/accreditations/<int:accreditation_id>/end", methods=["GET", "POST"])
def end_accreditation(accreditation_id: int) -> ResponseReturnValue:
    """Let an accreditation hold until another day."""
    hidden_unless(policies.may_keep_register(actor()))
    accreditation = db.get_or_404(AssessorAccreditation, accreditation_id)
    form = EndForm.for_request(ends_on=accreditation.ends_on or clock.today())
    if form.submitted():
        with form.refusals():
            actions.end_accreditation(accreditation, actor=actor(), **form.data)
            return done(_("It counts until that day."), "assessors.register")
    return page("assessors/end_accreditation.html", form, accreditation=accreditation)


@bp.route("/conflicts", methods=["GET", "POST"])
def conflicts() -> ResponseReturnValue:
    """Show declared conflicts, one's own or for an administrator all, and declare one."""
    form = ConflictForm.for_request(holder=actor().staff_number)
    if not policies.may_keep_register(actor()):
        form.holder.data = actor().staff_number
    if form.submitted():
        with form.refusals():
            actions.declare(actor=actor(), **form.data)
            return done(_("Declared. It counts from now on."), "assessors.conflicts")
    return page(
        "assessors/conflicts.html",
        form,
        page=db.paginate(queries.conflicts(actor()), per_page=50),
        may_keep=policies.may_keep_register(actor()),
        may_end=_may_end,
    )


@bp.post("/conflicts/<int:conflict_id>/end")
def end_conflict(conflict_id: int) -> ResponseReturnValue:
    """Say that a tie is over."""
    conflict = db.one_or_404(
        policies.conflicts_visible_to(actor()).where(ConflictOfInterest.id == conflict_id)
    )
    if Form.for_request().submitted():
        actions.end_conflict(conflict, actor=actor())
    return done(_("Ended. It stays on record for the time it held."), "assessors.conflicts")


def _may_end(conflict: ConflictOfInterest) -> bool:
    return bool(policies.may_end_conflict(actor(), conflict))
