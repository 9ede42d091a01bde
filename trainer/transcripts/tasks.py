"""What the job worker does for transcripts: set them in type and keep them for their days."""

from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.letterhead.queries import look_now
from trainer.storage.store import Store
from trainer.transcripts import actions
from trainer.transcripts.actions import drop_old_transcripts
from trainer.transcripts.models import Transcript, TranscriptStatus
from trainer.transcripts.saying import SAYING
from trainer.web.transactions import unit_of_work

__all__ = ["drop_old_transcripts", "give_up_on_transcript", "print_transcript"]

LARGEST_PDF = 64 * 1024 * 1024


def print_transcript(transcript_id: int, config: Config, renderer: Renders) -> None:
    """Make the PDF, once, of how things stand now; between two transactions."""
    transcript = db.session.get(Transcript, transcript_id)
    if transcript is None or transcript.status is not TranscriptStatus.WAITING:
        return
    store = cast("Store", current_app.extensions["store"])
    page = SAYING[transcript.kind](transcript, config)
    request = page.request(look_now(store, clock.today(config.zone)))
    db.session.rollback()
    stored = store.put_stream([renderer.render(request)], limit=LARGEST_PDF)
    with unit_of_work():
        transcript = db.session.get(Transcript, transcript_id, with_for_update=True)
        if transcript is not None and transcript.status is TranscriptStatus.WAITING:
            actions.note_printed(transcript, stored.key)


def give_up_on_transcript(transcript_id: int) -> None:
    """Note that it could not be made, so that whoever waits for it sees it."""
    transcript = db.session.get(Transcript, transcript_id)
    if transcript is not None and transcript.status is TranscriptStatus.WAITING:
        transcript.move_to(TranscriptStatus.FAILED)
