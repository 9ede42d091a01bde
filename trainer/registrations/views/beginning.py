"""The steps from an application to the day work begins, one page each."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.registrations import actions, policies
from trainer.registrations.forms import ConfirmForm, FoundForm
from trainer.registrations.views.blueprint import administered, back, bp
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import page


@bp.route("/<int:registration_id>/initial-assessment", methods=["GET", "POST"])
def assess_first(registration_id: int) -> ResponseReturnValue:
    """Write down what the learner can do already."""
    registration = administered(registration_id)
    form = FoundForm.for_request()
    if form.submitted():
        actions.record_initial_assessment(registration, actor=actor(), **form.data)
        return back(_("The initial assessment is on record. Choose the units next."), registration)
    return page(
        "registrations/initial_assessment.html",
        form,
        registration=registration,
        verdict=policies.may_assess_first(actor(), registration),
    )


@bp.route("/<int:registration_id>/confirm", methods=["GET", "POST"])
def confirm(registration_id: int) -> ResponseReturnValue:
    """Register the learner on the units chosen."""
    registration = administered(registration_id)
    form = ConfirmForm.for_request()
    if form.submitted():
        with form.refusals():
            given = form.awarding_reference.data or ""
            actions.register(registration, actor=actor(), awarding_reference=given)
            return back(
                _("Registered. %(name)s is told.", name=registration.learner.known_as), registration
            )
    return page(
        "registrations/confirm.html",
        form,
        registration=registration,
        verdict=policies.may_confirm(actor(), registration),
    )


@bp.post("/<int:registration_id>/start")
def start(registration_id: int) -> ResponseReturnValue:
    """Let work towards the units begin."""
    registration = administered(registration_id)
    if Form.for_request().submitted():
        actions.start(registration, actor=actor())
    return back(_("%(name)s can start today.", name=registration.learner.known_as), registration)
