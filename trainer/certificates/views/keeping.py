"""What a training administrator does: the register, issuing, and having a PDF made again."""

from typing import cast

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.certificates import actions, policies, queries
from trainer.certificates.award import award_of, award_of_unit
from trainer.certificates.forms import IssueForm, MakeAgainForm
from trainer.certificates.queries import Which
from trainer.certificates.views.blueprint import administrators_only, bp, one, settings
from trainer.certificates.views.exporting import asked_for
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page


@bp.get("/certificates")
def listed() -> ResponseReturnValue:
    """List every certificate, to be searched and narrowed by state."""
    hidden_unless(policies.may_look_through(actor()))
    search = asked_for()
    return render_template(
        "certificates/listed.html",
        page=db.paginate(queries.listed(actor(), search)),
        search=search,
        kept={name: value for name, value in request.args.items() if value and name != "page"},
        administers=policies.may_administer(actor()),
        views=list(Which),
    )


@bp.get("/certificates/ready")
def ready() -> ResponseReturnValue:
    """List the complete registrations whose certificate is still to be issued."""
    administrators_only()
    return render_template(
        "certificates/ready.html", page=db.paginate(queries.ready_to_issue(actor()))
    )


@bp.route("/certificates/issue/<int:registration_id>", methods=["GET", "POST"])
def issue(registration_id: int) -> ResponseReturnValue:
    """Show what the certificate would say, and issue it under signature."""
    registration = cast(
        "Registration",
        db.one_or_404(
            policies.registrations_visible_to(actor()).where(Registration.id == registration_id)
        ),
    )
    form = IssueForm.for_request()
    if form.submitted():
        issued = actions.issue(registration, actor=actor(), config=settings(), **form.data)
        return done(
            _("Certificate %(number)s is issued. Its PDF is being made.", number=issued.number),
            "certificates.certificate",
            certificate_id=issued.id,
        )
    award = award_of(registration)
    return page(
        "certificates/issue.html",
        form,
        registration=registration,
        award=award,
        verdict=policies.may_issue(actor(), registration, award),
        config=settings(),
    )


@bp.route("/certificates/issue-unit/<int:unit_assessment_id>", methods=["GET", "POST"])
def issue_unit(unit_assessment_id: int) -> ResponseReturnValue:
    """Show what the certificate of one unit would say, and issue it under signature."""
    unit = cast("UnitAssessment", db.one_or_404(queries.unit_to_issue(actor(), unit_assessment_id)))
    form = IssueForm.for_request()
    if form.submitted():
        issued = actions.issue_unit(unit, actor=actor(), config=settings(), **form.data)
        return done(
            _("Certificate %(number)s is issued. Its PDF is being made.", number=issued.number),
            "certificates.certificate",
            certificate_id=issued.id,
        )
    award = award_of_unit(unit)
    return page(
        "certificates/issue_unit.html",
        form,
        unit=unit,
        award=award,
        verdict=policies.may_issue_unit(actor(), unit, award),
    )


@bp.post("/certificates/<int:certificate_id>/make-again")
def make_again(certificate_id: int) -> ResponseReturnValue:
    """Have the PDF tried once more."""
    administrators_only()
    certificate = one(certificate_id)
    if MakeAgainForm.for_request().submitted():
        actions.make_again(certificate, actor=actor())
    return done(
        _("The PDF is being made again."),
        "certificates.certificate",
        certificate_id=certificate_id,
    )
