"""Changing a registration: its units, its people, a break, an end."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.assessors.queries import candidates
from trainer.core import clock
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.registrations import actions, policies
from trainer.registrations.forms import ReasonForm, ReassignForm, UnitsForm, chosen, only_looks
from trainer.registrations.models import Registration, UnitStatus
from trainer.registrations.picker import pick
from trainer.registrations.remarks import remarks_on
from trainer.registrations.views.blueprint import administered, back, bp
from trainer.registrations.work import work_under
from trainer.web.access import actor
from trainer.web.forms import Form
from trainer.web.responses import page


@bp.route("/<int:registration_id>/units", methods=["GET", "POST"])
def choose_units(registration_id: int) -> ResponseReturnValue:
    """Choose other units, as far as they have not begun."""
    registration = administered(registration_id)
    held = [one for one in registration.units if one.counts]
    form = UnitsForm.for_request(units=[one.unit_version.code for one in held])
    form.units.data = chosen(form.units, request.form)
    begun = {one.unit_version.code for one in held if one.status is not UnitStatus.NOT_STARTED}
    picked = pick(registration.version_id, {*form.units.data, *begun})
    form.offer(picked)
    if not only_looks(request.form) and form.submitted():
        with form.refusals():
            actions.choose_units(registration, actor=actor(), units={*form.units.data, *begun})
            return back(_("The units are changed."), registration)
    return page(
        "registrations/units.html",
        form,
        registration=registration,
        picked=picked,
        remarks=remarks_on(picked.offered, registration.learner_id),
        begun=begun,
        verdict=policies.may_choose_units(actor(), registration),
    )


@bp.route("/<int:registration_id>/people", methods=["GET", "POST"])
def reassign(registration_id: int) -> ResponseReturnValue:
    """Give the registration another assessor or quality assurer."""
    registration = administered(registration_id)
    people = candidates(registration.version, work_under(registration), clock.now())
    form = ReassignForm.for_request(assessor=registration.assessor_id, iqa=registration.iqa_id)
    form.offer_people(people)
    if form.submitted():
        with form.refusals():
            actions.reassign(
                registration,
                actor=actor(),
                assessor=db.session.get_one(User, form.assessor.data),
                iqa=db.session.get_one(User, form.iqa.data),
                reason=form.reason.data or "",
            )
            return back(_("Changed. Both will find it in their lists."), registration)
    return page(
        "registrations/reassign.html",
        form,
        registration=registration,
        people=people,
        verdict=policies.may_reassign(actor(), registration),
    )


@bp.route("/<int:registration_id>/break", methods=["GET", "POST"])
def take_break(registration_id: int) -> ResponseReturnValue:
    """Record a break in learning."""
    registration = administered(registration_id)
    form = ReasonForm.for_request()
    if form.submitted():
        actions.take_break(registration, actor=actor(), **form.data)
        return back(_("The break is recorded. Nothing is due while it lasts."), registration)
    verdict = policies.may_take_break(actor(), registration)
    return _reason_page("registrations/take_break.html", form, registration, verdict)


@bp.post("/<int:registration_id>/resume")
def resume(registration_id: int) -> ResponseReturnValue:
    """Record that a break is over."""
    registration = administered(registration_id)
    if Form.for_request().submitted():
        actions.resume(registration, actor=actor())
    return back(_("Welcome back. Work goes on where it stopped."), registration)


@bp.route("/<int:registration_id>/withdraw", methods=["GET", "POST"])
def withdraw(registration_id: int) -> ResponseReturnValue:
    """Withdraw the learner."""
    registration = administered(registration_id)
    form = ReasonForm.for_request()
    if form.submitted():
        actions.withdraw(registration, actor=actor(), **form.data)
        return back(_("Withdrawn. What was judged stands on record."), registration)
    verdict = policies.may_withdraw(actor(), registration)
    return _reason_page("registrations/withdraw.html", form, registration, verdict)


@bp.route("/<int:registration_id>/transfer", methods=["GET", "POST"])
def transfer(registration_id: int) -> ResponseReturnValue:
    """Record that the learner goes on elsewhere."""
    registration = administered(registration_id)
    form = ReasonForm.for_request()
    if form.submitted():
        actions.transfer(registration, actor=actor(), **form.data)
        return back(_("Transferred. What was judged stands on record."), registration)
    verdict = policies.may_transfer(actor(), registration)
    return _reason_page("registrations/transfer.html", form, registration, verdict)


def _reason_page(
    template: str, form: Form, registration: Registration, verdict: Verdict
) -> ResponseReturnValue:
    return page(template, form, registration=registration, verdict=verdict)
