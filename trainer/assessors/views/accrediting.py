"""Recording a body's accreditation of an assessor."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.assessors import actions, policies
from trainer.assessors.forms import AccreditationForm, EndForm
from trainer.assessors.models import AssessorAccreditation
from trainer.assessors.views.blueprint import back, bp, entry_kept, title_of
from trainer.bodies.models import ProfessionalBody
from trainer.bodies.queries import names
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import page


@bp.route("/<int:entry_id>/accreditation", methods=["GET", "POST"])
def accredit(entry_id: int) -> ResponseReturnValue:
    """Record that a body accredits the assessor of an entry."""
    entry = entry_kept(entry_id)
    form = AccreditationForm.for_request(starts_on=clock.today())
    choose = SelectChoice(0, _("Choose…"))
    form.body.choices = [choose, *(SelectChoice(*row) for row in names())]
    if form.submitted():
        with form.refusals():
            given = form.data
            given["body"] = db.session.get_one(ProfessionalBody, given["body"])
            actions.accredit(entry, actor=actor(), **given)
            return back(_("It is on the register."), entry.holder_id)
    return page(
        "assessors/accredit.html",
        form,
        entry=entry,
        title=title_of(entry),
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
            return back(_("It counts until that day."), accreditation.entry.holder_id)
    return page("assessors/end_accreditation.html", form, accreditation=accreditation)
