"""What the job worker does for standardisation: set records in type."""

from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.letterhead.queries import look_now
from trainer.standardisation.actions import recording
from trainer.standardisation.models import ExerciseRecord, RecordStatus
from trainer.standardisation.record import page_of
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

LARGEST_PDF = 64 * 1024 * 1024


def print_record(record_id: int, config: Config, renderer: Renders) -> None:
    """Make the PDF of a record, once; between two transactions."""
    record = db.session.get(ExerciseRecord, record_id)
    if record is None or record.status is not RecordStatus.WAITING:
        return
    page = page_of(record.exercise, config)
    store = cast("Store", current_app.extensions["store"])
    look = look_now(store, page.made_on)
    db.session.rollback()
    stored = store.put_stream([renderer.render(page.request(look))], limit=LARGEST_PDF)
    with unit_of_work():
        record = db.session.get(ExerciseRecord, record_id, with_for_update=True)
        if record is not None and record.status is RecordStatus.WAITING:
            recording.note_printed(record, stored.key)


def give_up_on_record(record_id: int) -> None:
    """Note that the record could not be made, so that whoever waits for it sees it."""
    record = db.session.get(ExerciseRecord, record_id)
    if record is not None and record.status is RecordStatus.WAITING:
        record.move_to(RecordStatus.FAILED)
