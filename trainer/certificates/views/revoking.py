"""Taking a certificate back: proposed on one page, confirmed by somebody else on another."""

from typing import cast

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.certificates import actions, policies, queries
from trainer.certificates.forms import ConfirmRevocationForm, DropRevocationForm, RevokeForm
from trainer.certificates.models import Certificate, Revocation
from trainer.certificates.views.blueprint import administrators_only, bp, one
from trainer.extensions import db
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/certificates/<int:certificate_id>/revoke", methods=["GET", "POST"])
def revoke(certificate_id: int) -> ResponseReturnValue:
    """Propose to take a certificate back."""
    administrators_only()
    certificate = one(certificate_id)
    form = RevokeForm.for_request()
    if form.submitted():
        actions.propose_revocation(certificate, actor=actor(), **form.data)
        return _back(
            _("It is proposed. Another training administrator has to confirm it."), certificate
        )
    verdict = policies.may_propose_revocation(actor(), certificate)
    return page("certificates/revoke.html", form, certificate=certificate, verdict=verdict)


@bp.route("/certificates/<int:certificate_id>/revocation", methods=["GET", "POST"])
def confirm_revocation(certificate_id: int) -> ResponseReturnValue:
    """Read what is proposed, and take the certificate back for good."""
    certificate, revocation = _proposed(certificate_id)
    form = ConfirmRevocationForm.for_request()
    if form.submitted():
        actions.confirm_revocation(revocation, actor=actor(), **form.data)
        return _back(
            _("Certificate %(number)s is revoked.", number=certificate.number), certificate
        )
    return page(
        "certificates/revocation.html",
        form,
        certificate=certificate,
        revocation=revocation,
        may_confirm=policies.may_confirm_revocation(actor(), revocation),
        may_drop=policies.may_drop_revocation(actor(), revocation),
    )


@bp.route("/certificates/<int:certificate_id>/revocation/drop", methods=["GET", "POST"])
def drop_revocation(certificate_id: int) -> ResponseReturnValue:
    """Leave a certificate in force that somebody proposed to take back."""
    certificate, revocation = _proposed(certificate_id)
    form = DropRevocationForm.for_request()
    if form.submitted():
        actions.drop_revocation(revocation, actor=actor(), **form.data)
        return _back(_("It stays in force."), certificate)
    verdict = policies.may_drop_revocation(actor(), revocation)
    return page("certificates/drop_revocation.html", form, certificate=certificate, verdict=verdict)


def _proposed(certificate_id: int) -> tuple[Certificate, Revocation]:
    administrators_only()
    certificate = one(certificate_id)
    return certificate, cast("Revocation", db.first_or_404(queries.last_revocation_of(certificate)))


def _back(message: str, certificate: Certificate) -> ResponseReturnValue:
    return done(message, "certificates.certificate", certificate_id=certificate.id)
