"""Whom certificates concern: the learner is told what becomes of theirs.

The letter with the PDF says that one was issued, or took the place of another (`mailing`).
"""

from trainer.certificates.events import (
    CertificateIssued,
    CertificateReplaced,
    CertificateRevoked,
    RevocationDropped,
    RevocationProposed,
)
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.notifications.telling import tell
from trainer.people.models import Role
from trainer.people.queries import holders_of

MINE = "/certificates/mine"


def tell_of_issue(event: CertificateIssued) -> None:
    """Tell the learner that their certificate is there; of a replacement they hear otherwise."""
    certificate = event.subject
    if certificate.replaces_id is None:
        title = certificate.payload["title"]
        words = _("Your certificate for the %(title)s has been issued. Well done.", title=title)
        tell(certificate.learner, words, MINE, actor=event.actor, has_own_letter=True)


def tell_of_proposal(event: RevocationProposed) -> None:
    """Tell the other administrators that one of them has to decide."""
    certificate = event.certificate
    words = _(
        "%(name)s proposes to revoke certificate %(number)s. Somebody else has to decide.",
        name=event.actor.name if event.actor else "",
        number=event.number,
    )
    sites = {certificate.registration.site_id}
    for reader in db.session.scalars(holders_of({Role.TRAINING_ADMIN}, sites)).all():
        if reader != certificate.learner:
            tell(reader, words, f"/certificates/{certificate.id}/revocation", actor=event.actor)


def tell_of_dropping(event: RevocationDropped) -> None:
    """Tell whoever proposed to revoke a certificate that it stays in force."""
    words = _("Certificate %(number)s stays in force: nobody revokes it.", number=event.number)
    proposer, path = event.subject.proposed_by, f"/certificates/{event.certificate.id}/revocation"
    tell(proposer, words, path, actor=event.actor)


def tell_of_replacement(event: CertificateReplaced) -> None:
    """Tell the learner that another certificate took the place of theirs."""
    words = _(
        "Your certificate %(number)s has been replaced by %(new)s. Share the new one from now on.",
        number=event.number,
        new=event.replaced_by.number,
    )
    tell(event.subject.learner, words, MINE, actor=event.actor, has_own_letter=True)


def tell_of_revocation(event: CertificateRevoked) -> None:
    """Tell the learner that their certificate no longer holds."""
    words = _(
        "Your certificate %(number)s has been revoked. Your training team can say why.",
        number=event.number,
    )
    tell(event.subject.learner, words, MINE, actor=event.actor)
