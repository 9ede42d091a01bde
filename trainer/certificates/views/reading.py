"""Reading certificates: one's own, any that one may see, and the PDF itself."""

from datetime import date
from typing import cast

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from trainer.badges.profile import address_to_add
from trainer.certificates import badging, payload, policies, queries
from trainer.certificates.models import Certificate, CertificateStatus, Rendering
from trainer.certificates.views.blueprint import bp, one, settings
from trainer.extensions import db
from trainer.storage.store import Store
from trainer.web.access import actor
from trainer.web.uploads import SANDBOX


@bp.get("/certificates/mine")
def mine() -> ResponseReturnValue:
    """List one's own certificates, to be saved and shared."""
    page = db.paginate(queries.held_by(actor()))
    return render_template("certificates/mine.html", page=page, share=_share)


@bp.get("/certificates/<int:certificate_id>")
def certificate(certificate_id: int) -> ResponseReturnValue:
    """Show what a certificate says, what became of it, and the way to its PDF."""
    found = one(certificate_id)
    administers = policies.may_administer(actor())
    replaced = found.status is CertificateStatus.REPLACED
    proposal = db.session.scalar(queries.proposal_about(found)) if administers else None
    failed = found.rendering is Rendering.FAILED
    return render_template(
        "certificates/certificate.html",
        certificate=found,
        says=found.payload,
        events=[event for event in found.events if event.status is not CertificateStatus.DRAFTED],
        share=_share(found),
        administers=administers,
        proposal=proposal,
        may_revoke=policies.may_propose_revocation(actor(), found),
        mine=found.learner_id == actor().id,
        has_badge=bool(db.session.scalar(badging.has_badge(found))),
        add_to_profile=_add_to_profile(found),
        replacement=db.session.scalar(queries.replacement_of(found)) if replaced else None,
        trouble=db.session.scalar(queries.trouble_with(found)) if failed and administers else "",
    )


@bp.get("/certificates/<int:certificate_id>/pdf")
def pdf(certificate_id: int) -> Response:
    """Send the PDF, to be saved; the very bytes whose hash is kept."""
    found = one(certificate_id)
    if found.rendering is not Rendering.READY or found.pdf_key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    named = dump_options_header("attachment", {"filename": f"{found.number}.pdf"})
    headers = {"Content-Disposition": named, "Content-Length": str(store.size(found.pdf_key))}
    return Response(
        store.open(found.pdf_key), content_type="application/pdf", headers=SANDBOX | headers
    )


def _add_to_profile(certificate: Certificate) -> str:
    says = certificate.payload
    return address_to_add(
        title=says["title"],
        organisation=says["organisation"],
        number=certificate.number,
        check=_share(certificate),
        issued_on=date.fromisoformat(says["issued_on"]),
        ends_on=date.fromisoformat(ends) if (ends := says.get("expires_on")) else None,
    )


def _share(certificate: Certificate) -> str:
    return payload.check_address(certificate.code, settings())
