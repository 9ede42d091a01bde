"""Memberships and certificates from elsewhere: written down, and renewed."""

from typing import Any

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import User
from trainer.audit.record import record_apart
from trainer.bodies import actions, policies, queries
from trainer.bodies.events import ProofRead
from trainer.bodies.forms import NONE, ElsewhereForm, MembershipForm, RenewForm
from trainer.bodies.models import (
    BodyGrade,
    ElsewhereCertificate,
    Membership,
    ProfessionalBody,
    ProofFile,
)
from trainer.bodies.views.blueprint import bp
from trainer.core import clock
from trainer.extensions import db
from trainer.people.policies import visible_to
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page
from trainer.web.uploads import to_save


@bp.route("/memberships/new", methods=["GET", "POST"])
def record_own() -> ResponseReturnValue:
    """Write down that the organisation itself is a member of a body."""
    hidden_unless(policies.may_record_membership(actor(), None))
    form = _membership_form()
    if form.submitted():
        with form.refusals():
            made = actions.record_membership(actor=actor(), **_meant(form))
            return done(_("Written down."), ".body", body_id=made.body.id)
    return page("bodies/membership.html", form, holder=None)


@bp.route("/people/<int:person_id>/membership", methods=["GET", "POST"])
def record_membership(person_id: int) -> ResponseReturnValue:
    """Write down that somebody is a member of a body."""
    holder = db.one_or_404(visible_to(actor()).where(User.id == person_id))
    hidden_unless(policies.may_record_membership(actor(), holder))
    form = _membership_form()
    if form.submitted():
        with form.refusals():
            actions.record_membership(actor=actor(), holder=holder, **_meant(form))
            return done(_("Written down."), "people.person", person_id=person_id)
    return page("bodies/membership.html", form, holder=holder)


def _membership_form() -> MembershipForm:
    form = MembershipForm.for_request(
        body=request.args.get("body", NONE, type=int), starts_on=clock.today()
    )
    choose = SelectChoice(NONE, _("Choose…"))
    form.body.choices = [choose, *(SelectChoice(*row) for row in queries.names())]
    none = SelectChoice(NONE, _("None, or not known"))
    form.grade.choices = [none, *(SelectChoice(*row) for row in queries.grades())]
    return form


def _meant(form: MembershipForm) -> dict[str, Any]:
    given = form.data
    given["body"] = db.session.get_one(ProfessionalBody, given["body"])
    given["grade"] = db.session.get(BodyGrade, given["grade"])
    return given


@bp.route("/memberships/<int:membership_id>/renew", methods=["GET", "POST"])
def renew_membership(membership_id: int) -> ResponseReturnValue:
    """Let a membership hold until another day."""
    seen = policies.memberships_visible_to(actor())
    membership = db.one_or_404(seen.where(Membership.id == membership_id))
    hidden_unless(policies.may_record_membership(actor(), membership.holder))
    form = RenewForm.for_request(ends_on=membership.ends_on)
    if form.submitted():
        with form.refusals():
            actions.renew_membership(membership, actor=actor(), **form.data)
            message = _("It counts until that day.")
            if membership.holder_id is None:
                return done(message, ".body", body_id=membership.body_id)
            return done(message, "people.person", person_id=membership.holder_id)
    return page("bodies/renew.html", form, what=membership.body.name, holder=membership.holder)


@bp.route("/people/<int:person_id>/certificate", methods=["GET", "POST"])
def record_certificate(person_id: int) -> ResponseReturnValue:
    """Write down a certificate somebody earned elsewhere."""
    holder = db.one_or_404(visible_to(actor()).where(User.id == person_id))
    hidden_unless(policies.may_record_certificate(actor(), holder))
    form = ElsewhereForm.for_request()
    if form.submitted():
        with form.refusals():
            given = form.data | {"upload": form.upload}
            del given["file"]
            actions.record_certificate(holder, actor=actor(), **given)
            return done(_("Written down."), "people.person", person_id=person_id)
    return page("bodies/certificate.html", form, holder=holder)


@bp.get("/certificates/<int:elsewhere_id>/proof/<string:name>")
def proof(elsewhere_id: int, name: str) -> Response:
    """Send the file that shows a certificate, to be saved and never opened in the page."""
    seen = policies.certificates_visible_to(actor()).join(ElsewhereCertificate.file)
    certificate = db.one_or_404(
        seen.where(ElsewhereCertificate.id == elsewhere_id, ProofFile.name == name)
    )
    hidden_unless(policies.may_read_proof(actor(), certificate.holder))
    file, store = certificate.file, current_app.extensions["store"]
    answer = to_save(
        store.open(file.key), name=file.name, media_type=file.media_type, size=file.size
    )
    if certificate.holder_id != actor().id:
        record_apart(ProofRead(actor=actor(), subject=certificate))
    return answer


@bp.route("/certificates/<int:elsewhere_id>/renew", methods=["GET", "POST"])
def renew_certificate(elsewhere_id: int) -> ResponseReturnValue:
    """Let a certificate from elsewhere hold until another day."""
    seen = policies.certificates_visible_to(actor())
    certificate = db.one_or_404(seen.where(ElsewhereCertificate.id == elsewhere_id))
    hidden_unless(policies.may_record_certificate(actor(), certificate.holder))
    form = RenewForm.for_request(ends_on=certificate.ends_on)
    if form.submitted():
        with form.refusals():
            actions.renew_certificate(certificate, actor=actor(), **form.data)
            return done(
                _("It counts until that day."), "people.person", person_id=certificate.holder_id
            )
    return page("bodies/renew.html", form, what=certificate.title, holder=certificate.holder)
