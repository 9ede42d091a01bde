"""Ask for documents of what somebody achieved, and drop those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.courses.models import Booking
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.transcripts import policies
from trainer.transcripts.events import TranscriptAsked
from trainer.transcripts.models import Transcript, TranscriptKind, TranscriptStatus

KEPT = timedelta(days=2)
"""So long a document is there to be saved; it can be made anew at any time."""


def ask_for_cpd(person: User, *, actor: User, year: int) -> Transcript:
    """Have somebody's development in a year written up."""
    require(policies.may_ask_about(actor, person))
    return _ask(Transcript(kind=TranscriptKind.CPD, person=person, year=year), actor)


def ask_for_record(person: User, *, actor: User) -> Transcript:
    """Have everything somebody achieved written up."""
    require(policies.may_ask_about(actor, person))
    return _ask(Transcript(kind=TranscriptKind.RECORD, person=person), actor)


def ask_for_letter(certificate: Certificate, *, actor: User) -> Transcript:
    """Have a letter written that tells the holder of their award."""
    require(policies.may_have_letter(certificate))
    letter = Transcript(
        kind=TranscriptKind.LETTER, person=certificate.learner, certificate=certificate
    )
    return _ask(letter, actor)


def ask_for_attendance(booking: Booking, *, actor: User) -> Transcript:
    """Have a certificate made that somebody was at a session of a course."""
    require(policies.may_have_attendance(actor, booking))
    return _ask(
        Transcript(kind=TranscriptKind.ATTENDANCE, person=booking.person, booking=booking), actor
    )


def note_printed(transcript: Transcript, key: str) -> None:
    """Note where the PDF is kept; called by the job worker."""
    transcript.move_to(TranscriptStatus.READY)
    transcript.key = key


def drop_old_transcripts() -> None:
    """Forget documents whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(Transcript).where(Transcript.asked_at < clock.now() - KEPT))


def _ask(transcript: Transcript, actor: User) -> Transcript:
    transcript.asked_by = actor
    db.session.add(transcript)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PRINT_TRANSCRIPT, transcript_id=transcript.id)
    publish(
        TranscriptAsked(
            actor=actor,
            subject=transcript,
            person=transcript.person,
            kind=transcript.kind.value,
        )
    )
    return transcript
