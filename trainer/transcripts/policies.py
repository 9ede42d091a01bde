"""Who has documents made of what somebody achieved, and whose they are."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.transcripts.models import Transcript


def visible_to(actor: User) -> sa.Select[Transcript]:
    """Select the documents this person asked for: they hold what that person may read."""
    return sa.select(Transcript).where(Transcript.asked_by_id == actor.id)


def may_have_letter(certificate: Certificate) -> Verdict:
    """Say whether a letter of award may be written: for a certificate in force, and no other."""
    if certificate.status is not CertificateStatus.ISSUED:
        return no(_("A letter is written for a certificate in force."))
    return YES
