"""The claim to the awarding organisation: recording that it was made, and what was answered."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.registrations import actions, policies
from trainer.registrations.forms import AwardForm, ClaimForm, ReasonForm
from trainer.registrations.views.blueprint import administered, back, bp
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import page


@bp.route("/<int:registration_id>/claim", methods=["GET", "POST"])
def claim(registration_id: int) -> ResponseReturnValue:
    """Record that the award was claimed."""
    registration = administered(registration_id)
    form = ClaimForm.for_request(on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.claim(registration, actor=actor(), **form.data)
            return back(_("The claim is recorded. Next comes the answer to it."), registration)
    verdict = policies.may_claim(actor(), registration)
    return page("registrations/claim.html", form, registration=registration, verdict=verdict)


@bp.route("/<int:registration_id>/award", methods=["GET", "POST"])
def record_award(registration_id: int) -> ResponseReturnValue:
    """Record the awarding organisation's certificate."""
    registration = administered(registration_id)
    form = AwardForm.for_request(on=clock.today())
    if form.submitted():
        with form.refusals():
            actions.record_award(registration, actor=actor(), **form.data)
            return back(_("The certificate is recorded. This registration is done."), registration)
    verdict = policies.may_record_answer(actor(), registration)
    return page("registrations/award.html", form, registration=registration, verdict=verdict)


@bp.route("/<int:registration_id>/rejection", methods=["GET", "POST"])
def record_rejection(registration_id: int) -> ResponseReturnValue:
    """Record that the claim was not accepted."""
    registration = administered(registration_id)
    form = ReasonForm.for_request()
    if form.submitted():
        actions.record_rejection(registration, actor=actor(), **form.data)
        return back(_("Recorded. Claim it again once it is put right."), registration)
    verdict = policies.may_record_answer(actor(), registration)
    return page("registrations/rejection.html", form, registration=registration, verdict=verdict)


@bp.post("/<int:registration_id>/ready-again")
def make_ready_again(registration_id: int) -> ResponseReturnValue:
    """Record that what was wrong with the claim is put right."""
    registration = administered(registration_id)
    if Form.for_request().submitted():
        actions.make_ready_again(registration, actor=actor())
    return back(_("It can be claimed again."), registration)
