"""Sign a unit: read what it rests on, read the words, and put one's name under them."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.assessments import policies
from trainer.assessments.actions import signing
from trainer.assessments.forms import RefuseForm, SignUnitForm
from trainer.assessments.models import Signature, SignedAs
from trainer.assessments.queries import units
from trainer.assessments.queries.content import hash_of_content, signed_content
from trainer.assessments.views.blueprint import bp
from trainer.assessments.views.progress import in_force
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.web.access import actor
from trainer.web.responses import done, page

_U = UnitStatus

PARTS: dict[UnitStatus, tuple[SignedAs, Callable[..., Signature]]] = {
    _U.READY: (SignedAs.LEARNER, signing.sign_as_learner),
    _U.LEARNER_SIGNED: (SignedAs.ASSESSOR, signing.sign_as_assessor),
    _U.ASSESSED_COMPETENT: (SignedAs.COUNTERSIGNER, signing.countersign),
}
"""Who signs a unit in which state, and what that does."""


@bp.route("/units/<int:unit_assessment_id>/sign", methods=["GET", "POST"])
def sign(unit_assessment_id: int) -> ResponseReturnValue:
    """Show what is signed and the words, and take a signature from whoever's turn it is."""
    unit = _visible(unit_assessment_id)
    form = SignUnitForm.for_request(seen=hash_of_content(signed_content(unit)))
    drawn = unit.status
    if form.submitted():
        part = PARTS.get(unit.status)
        if part is None or unit.status is not drawn:
            return _moved_on(unit)
        part[1](unit, actor=actor(), **form.data)
        return done(_next(unit), "assessments.unit", unit_assessment_id=unit.id)
    return page(
        "assessments/sign.html",
        form,
        unit=unit,
        registration=unit.registration,
        criteria=units.criteria_of_unit(unit),
        signatures=units.signatures_of(unit),
        words=signing.MEANINGS[PARTS[drawn][0]] if drawn in PARTS else "",
        verdict=policies.may_sign(actor(), unit),
        **in_force(units.judgements_of_unit(unit)),
    )


def _moved_on(unit: UnitAssessment) -> ResponseReturnValue:
    return done(
        _("This unit has moved on since the page was drawn. Nothing was signed."),
        "assessments.unit",
        unit_assessment_id=unit.id,
    )


def _next(unit: UnitAssessment) -> str:
    registration = unit.registration
    match unit.status:
        case _U.LEARNER_SIGNED:
            return _("Signed. %(name)s signs next.", name=registration.assessor.known_as)
        case _U.ASSESSED_COMPETENT:
            return _("Signed. A qualified assessor checks it and countersigns.")
    return _("Signed. %(name)s quality assures it next.", name=registration.iqa.known_as)


@bp.route("/units/<int:unit_assessment_id>/refuse", methods=["GET", "POST"])
def refuse(unit_assessment_id: int) -> ResponseReturnValue:
    """Send a unit back instead of countersigning it, naming the criteria and saying why."""
    unit = _visible(unit_assessment_id)
    criteria = units.criteria_of_unit(unit)
    form = RefuseForm.for_request()
    form.criteria.choices = [SelectChoice(one.id, f"{one.number} {one.text}") for one in criteria]
    if form.submitted():
        with form.refusals():
            signing.refuse_to_countersign(unit, actor=actor(), **form.data)
            return done(
                _("Sent back to %(name)s.", name=unit.registration.assessor.known_as),
                "assessments.queue",
            )
    verdict = policies.may_countersign_unit(actor(), unit)
    return page("assessments/refuse.html", form, unit=unit, verdict=verdict)


def _visible(unit_assessment_id: int) -> UnitAssessment:
    select = units.unit_with_people(policies.units_visible_to(actor()))
    return db.one_or_404(select.where(UnitAssessment.id == unit_assessment_id))
