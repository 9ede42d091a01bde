"""Recording that a unit is held already."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.extensions import db
from trainer.registrations import actions, policies
from trainer.registrations.crediting import Proofs, proofs_for, unit_with_registration
from trainer.registrations.forms import CreditForm
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/units/<int:unit_assessment_id>/held-already", methods=["GET", "POST"])
def credit(unit_assessment_id: int) -> ResponseReturnValue:
    """Record by which certificate, or which unit achieved here, a unit is held already."""
    unit = _visible(unit_assessment_id)
    proofs = proofs_for(unit)
    form = CreditForm.for_request(held_code=unit.unit_version.code)
    form.proof.choices = _choices(proofs)
    if form.submitted():
        with form.refusals():
            given = {name: value for name, value in form.data.items() if name != "seen"}
            actions.credit(unit, actor=actor(), **given)
            said = _("Recorded. %(name)s has to agree.", name=unit.registration.iqa.name)
            return done(said, "assessments.unit", unit_assessment_id=unit.id)
    return page(
        "registrations/credit.html",
        form,
        unit=unit,
        registration=unit.registration,
        proofs=proofs,
        verdict=policies.may_credit(actor(), unit),
    )


def _choices(proofs: Proofs) -> list[SelectChoice]:
    ours = [
        SelectChoice(
            f"unit:{one.id}",
            _("Achieved here: %(unit)s", unit=one.unit_version.title),
            render_kw={"note": one.registration.version.title},
        )
        for one in proofs.units
    ]
    theirs = [
        SelectChoice(
            f"elsewhere:{one.id}",
            one.title,
            render_kw={"note": " · ".join(part for part in (one.issuer, one.number) if part)},
        )
        for one in proofs.certificates
    ]
    return [*ours, *theirs]


def _visible(unit_assessment_id: int) -> UnitAssessment:
    seen = policies.visible_to(actor()).with_only_columns(Registration.id)
    found: UnitAssessment = db.one_or_404(
        unit_with_registration().where(
            UnitAssessment.id == unit_assessment_id, UnitAssessment.registration_id.in_(seen)
        )
    )
    return found
