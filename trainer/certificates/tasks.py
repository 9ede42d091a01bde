"""What the job worker does for certificates: make, sign and keep the PDF, with the badge inside it."""

from typing import cast

import sqlalchemy as sa
from flask import current_app

from trainer.audit.models import LedgerEntry
from trainer.certificates import payload
from trainer.certificates.badging import make_badge
from trainer.certificates.events import CertificateIssued
from trainer.certificates.models import Certificate, Rendering
from trainer.config import Config
from trainer.documents.certificate import CertificatePage
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.signing.keys import open_store
from trainer.signing.signer import Signer
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

LARGEST_PDF = 64 * 1024 * 1024


def render_certificate(
    certificate_id: int, config: Config, renderer: Renders, signer: Signer
) -> None:
    """Make, sign and keep the PDF of a certificate, once; asked again, leave it as it is.

    Rendering takes long, so it happens between two transactions.
    """
    certificate = db.session.get_one(Certificate, certificate_id)
    if certificate.rendering is Rendering.READY:
        return
    store = cast("Store", current_app.extensions["store"])
    page = _page_of(certificate, store, config)
    badge = make_badge(certificate_id, config, open_store(config))
    signed = signer.sign(renderer.render(page.request(badge)))
    stored = store.put_stream([signed.content], limit=LARGEST_PDF)
    with unit_of_work():
        certificate = db.session.get_one(Certificate, certificate_id, with_for_update=True)
        if certificate.rendering is not Rendering.READY:
            certificate.pdf_key, certificate.pdf_sha256 = stored.key, stored.sha256
            certificate.signed_with = signed.key_id
            certificate.rendering = Rendering.READY
            ask(Task.MAIL_CERTIFICATE, certificate_id=certificate_id)


def give_up_on_certificate(certificate_id: int) -> None:
    """Note that the PDF could not be made, so that an administrator sees it and can try again."""
    certificate = db.session.get_one(Certificate, certificate_id)
    if certificate.rendering is Rendering.WAITING:
        certificate.rendering = Rendering.FAILED


def _page_of(certificate: Certificate, store: Store, config: Config) -> CertificatePage:
    if payload.hash_of(certificate.payload) != certificate.payload_hash:
        raise payload.WrongRecord("What this certificate says was changed after it was issued.")
    link = db.session.scalars(
        sa.select(LedgerEntry).where(
            LedgerEntry.kind == CertificateIssued.__name__,
            LedgerEntry.subject_type == Certificate.__name__,
            LedgerEntry.subject_id == certificate.id,
        )
    ).one()
    return payload.page_of(
        certificate.payload,
        look=payload.look_of(certificate.payload, store),
        ledger_link=f"{link.seq}:{link.hash}",
        config=config,
    )
