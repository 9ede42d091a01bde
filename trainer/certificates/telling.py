"""Whom certificates concern: the learner is told what becomes of theirs."""

from trainer.certificates.events import CertificateIssued, CertificateReplaced, CertificateRevoked
from trainer.core.text import gettext as _
from trainer.notifications.telling import tell

MINE = "/certificates/mine"


def tell_of_issue(event: CertificateIssued) -> None:
    """Tell the learner that their certificate is there; of a replacement they hear otherwise."""
    certificate = event.subject
    if certificate.replaces_id is None:
        title = certificate.payload["title"]
        words = _("Your certificate for the %(title)s has been issued. Well done.", title=title)
        tell(certificate.learner, words, MINE, actor=event.actor)


def tell_of_replacement(event: CertificateReplaced) -> None:
    """Tell the learner that another certificate took the place of theirs."""
    words = _(
        "Your certificate %(number)s has been replaced by %(new)s. Share the new one from now on.",
        number=event.number,
        new=event.replaced_by.number,
    )
    tell(event.subject.learner, words, MINE, actor=event.actor)


def tell_of_revocation(event: CertificateRevoked) -> None:
    """Tell the learner that their certificate no longer holds."""
    words = _(
        "Your certificate %(number)s has been revoked. Your training team can say why.",
        number=event.number,
    )
    tell(event.subject.learner, words, MINE, actor=event.actor)
