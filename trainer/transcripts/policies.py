"""Who has documents made of what somebody achieved, and whose they are."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateStanding
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.courses.models import Booking, BookingStatus
from trainer.people.policies import leads
from trainer.registrations.policies import READERS
from trainer.transcripts.models import Transcript


def visible_to(actor: User) -> sa.Select[Transcript]:
    """Select the documents this person asked for: they hold what that person may read."""
    return sa.select(Transcript).where(Transcript.asked_by_id == actor.id)


def may_ask_about(actor: User, person: User) -> Verdict:
    """Say whether this person may have what the other achieved and learnt written up."""
    if actor == person or any(actor.holds(role) for role in READERS) or leads(actor, person):
        return YES
    return no(
        _(
            "%(name)s, their manager, training administrators and HR have these documents made.",
            name=person.name,
        )
    )


def may_have_attendance(actor: User, booking: Booking) -> Verdict:
    """Say whether a certificate may be made that somebody was at a course: if they were."""
    if booking.status is not BookingStatus.ATTENDED:
        return no(_("A certificate of attendance is made for who was there."))
    return may_ask_about(actor, booking.person)


def may_have_letter(certificate: Certificate) -> Verdict:
    """Say whether a letter of award may be written: for a certificate in force, and no other."""
    if certificate.standing not in {CertificateStanding.ISSUED, CertificateStanding.ENDING}:
        return no(_("A letter is written for a certificate in force."))
    return YES
