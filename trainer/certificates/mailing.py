"""What the job worker does once a PDF is made: send it to whoever holds the certificate."""

from typing import cast

from flask import current_app

from trainer.certificates import payload
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.config import Config
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.letters import Attached, Letter
from trainer.notifications.outbox import Claimed
from trainer.notifications.tasks import post
from trainer.storage.store import Store


def mail_certificate(work: Claimed, config: Config) -> None:
    """Send the PDF to the holder, unless the certificate has ended or they have no address."""
    certificate = db.session.get_one(Certificate, work.payload["certificate_id"])
    learner = certificate.learner
    if certificate.status is not CertificateStatus.ISSUED or certificate.pdf_key is None:
        return
    if not learner.active or learner.email is None:
        return
    letter, key = _letter(certificate, learner.email, config), certificate.pdf_key
    name = f"{certificate.number}.pdf"
    db.session.rollback()  # Nothing is read or locked while the mail server takes its time.
    store = cast("Store", current_app.extensions["store"])
    post(letter, work, config, Attached(name, b"".join(store.open(key)), "application/pdf"))


def _letter(certificate: Certificate, to: str, config: Config) -> Letter:
    words = current_app.jinja_env.get_template("emails/certificate.txt").render(
        certificate=certificate,
        learner=certificate.learner,
        address=payload.check_address(certificate.code, config),
        base_url=config.base_url.rstrip("/"),
        organisation=config.organisation,
    )
    subject = _("Your certificate %(number)s", number=certificate.number)
    return Letter(to, subject, words.strip() + "\n")
