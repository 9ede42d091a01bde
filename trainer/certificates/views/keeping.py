"""What a training administrator does: the register, issuing, revoking, replacing."""

from typing import cast

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from trainer.audit.record import record_apart
from trainer.certificates import actions, policies, queries
from trainer.certificates.award import award_of
from trainer.certificates.events import CertificatesExported
from trainer.certificates.forms import IssueForm, MakeAgainForm, ReplaceForm, RevokeForm
from trainer.certificates.queries import Search, Which
from trainer.certificates.views.blueprint import administrators_only, bp, one, settings
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page

LONGEST_SEARCH = 100
COLUMNS = ("number", "staff_number", "learner", "title", "issued_on", "state")


@bp.get("/certificates")
def listed() -> ResponseReturnValue:
    """List every certificate, to be searched and narrowed by state."""
    hidden_unless(policies.may_look_through(actor()))
    search = _search()
    return render_template(
        "certificates/listed.html",
        page=db.paginate(queries.listed(actor(), search)),
        search=search,
        kept={name: value for name, value in request.args.items() if value and name != "page"},
        administers=policies.may_administer(actor()),
        views=list(Which),
    )


def _search() -> Search:
    chosen = request.args.get("which", "")
    return Search(
        words=request.args.get("words", "").strip()[:LONGEST_SEARCH],
        which=Which(chosen) if chosen in set(Which) else Which.ALL,
        sort=request.args.get("sort", ""),
    )


@bp.get("/certificates/export.csv")
def export() -> Response:
    """Take the certificates listed away as a file."""
    hidden_unless(policies.may_look_through(actor()))
    told = ", ".join(f"{name}={value}" for name, value in request.args.items())
    record_apart(CertificatesExported(actor=actor(), subject=actor(), search=told[:200]))
    rows = db.session.execute(queries.exported(actor(), _search())).all()
    lines = ([*others, at and to_user_timezone(at).date(), state] for *others, at, state in rows)
    return table_file(f"certificates-{clock.today()}.csv", COLUMNS, lines)


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


@bp.route("/certificates/<int:certificate_id>/revoke", methods=["GET", "POST"])
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Take a certificate back, for good."""
    administrators_only()
    certificate = one(certificate_id)
    form = RevokeForm.for_request()
    if form.submitted():
        actions.revoke(certificate, actor=actor(), **form.data)
        return done(
            _("Certificate %(number)s is revoked.", number=certificate.number),
            "certificates.certificate",
            certificate_id=certificate_id,
        )
    verdict = policies.may_revoke(actor(), certificate)
    return page("certificates/revoke.html", form, certificate=certificate, verdict=verdict)


@bp.route("/certificates/<int:certificate_id>/replace", methods=["GET", "POST"])
def replace(certificate_id: int) -> ResponseReturnValue:
    """Issue another certificate in the place of this one."""
    administrators_only()
    certificate = one(certificate_id)
    form = ReplaceForm.for_request()
    if form.submitted():
        new = actions.replace(certificate, actor=actor(), config=settings(), **form.data)
        return done(
            _("Certificate %(number)s is issued in its place.", number=new.number),
            "certificates.certificate",
            certificate_id=new.id,
        )
    award = award_of(certificate.registration)
    verdict = policies.may_replace(actor(), certificate, award)
    return page(
        "certificates/replace.html", form, certificate=certificate, award=award, verdict=verdict
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
