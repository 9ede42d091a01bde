"""Awarding organisations' certificates, shown to those they concern; and their scans."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, current_app

from trainer.accounts.models import User
from trainer.audit.record import record_apart
from trainer.claims import policies
from trainer.claims.events import ScanRead
from trainer.claims.models import CertificateScan, Claim, ReceivedCertificate
from trainer.claims.queries import claims
from trainer.claims.views.blueprint import bp
from trainer.core.policy import Verdict
from trainer.extensions import db
from trainer.registrations.models import Registration
from trainer.web.access import actor
from trainer.web.uploads import to_save


@dataclass(frozen=True)
class Claims:
    """A registration's claims, the latest first, and what may be done about it now."""

    made: Sequence[Claim]
    may_claim: Verdict
    may_answer: Verdict | None
    may_make_ready_again: Verdict

    @property
    def latest(self) -> Claim | None:
        """The claim made last."""
        return self.made[0] if self.made else None


@bp.app_context_processor
def _received() -> dict[str, object]:
    """Let the page of a registration, and one's own certificates, tell of claims."""
    return {"claims_of": _claims_of, "received_by": _received_by}


def _claims_of(registration: Registration) -> Claims:
    made = claims.of_registration(registration.id)
    return Claims(
        made=made,
        may_claim=policies.may_claim(actor(), registration),
        may_answer=policies.may_answer(actor(), made[0]) if made else None,
        may_make_ready_again=policies.may_make_ready_again(actor(), registration),
    )


def _received_by(person: User) -> Sequence[ReceivedCertificate]:
    return claims.received_by(person)


@bp.get("/received/<int:received_id>/scan/<string:name>")
def scan(received_id: int, name: str) -> Response:
    """Send the scan of a certificate received, to be saved and never opened in the page."""
    found: ReceivedCertificate = db.one_or_404(
        claims.received(actor(), received_id)
        .join(ReceivedCertificate.scan)
        .where(CertificateScan.name == name)
    )
    if (file := found.scan) is None:
        abort(404)
    store = current_app.extensions["store"]
    answer = to_save(
        store.open(file.key), name=file.name, media_type=file.media_type, size=file.size
    )
    if found.learner_id != actor().id:
        record_apart(ScanRead(actor=actor(), subject=found))
    return answer
