"""Entering somebody on the register, and ending an entry."""

from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.assessors import actions, policies, queries
from trainer.assessors.forms import EndForm, EntryForm
from trainer.assessors.views.blueprint import back, bp, entry_kept, title_of
from trainer.catalogue.models import Qualification, Unit
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Site
from trainer.people.queries import site_names
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.route("/new", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Approve somebody for a duty on a qualification; its units are offered once it is chosen."""
    hidden_unless(policies.may_keep_register(actor()))
    form = EntryForm.for_request(
        starts_on=clock.today(),
        holder=request.args.get("holder", ""),
        qualification=request.args.get("qualification", type=int),
        duty=request.args.get("duty"),
        standing=request.args.get("standing"),
        award=request.args.get("award", ""),
        awarded_on=request.args.get("awarded_on", type=date.fromisoformat),
        units=[],
        sites=[],
    )
    form.qualification.choices = [SelectChoice(*row) for row in queries.titles()]
    offered = queries.units_in(form.qualification.data or 0)
    form.units.choices = [
        SelectChoice(identity, f"{code} {title}") for identity, code, title in offered
    ]
    form.sites.choices = [SelectChoice(*row) for row in site_names()]
    if "look" not in request.form and form.submitted():
        with form.refusals():
            entry = actions.enter(actor=actor(), **_named(form.data))
            db.session.flush()  # The next page is that of the entry, by its id.
            said = _("Entered. Now say how they showed that they are competent in the work.")
            return done(said, "assessors.check_competence", entry_id=entry.id)
    return page("assessors/enter.html", form)


def _named(given: dict[str, Any]) -> dict[str, Any]:
    """Turn what was chosen by id into the things themselves."""
    given["qualification"] = db.session.get_one(Qualification, given["qualification"])
    given["units"] = [db.session.get_one(Unit, one) for one in given["units"] or []]
    given["sites"] = [db.session.get_one(Site, one) for one in given["sites"] or []]
    return given


@bp.route("/<int:entry_id>/end", methods=["GET", "POST"])
def end_entry(entry_id: int) -> ResponseReturnValue:
    """End an approval."""
    entry = entry_kept(entry_id)
    form = EndForm.for_request(ends_on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.end_entry(entry, actor=actor(), **form.data)
            return back(_("The entry ends on that day."), entry.holder_id)
    return page(
        "assessors/end_entry.html",
        form,
        entry=entry,
        title=title_of(entry),
        verdict=policies.may_end_entry(actor(), entry, clock.today()),
    )
