"""What the job worker does for exports: write them into the store, as they stream."""

from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.extensions import db
from trainer.privacy import actions
from trainer.privacy.actions import let_go
from trainer.privacy.models import DataExport, ExportStatus
from trainer.privacy.writing.writer import Tell, Writer
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

__all__ = ["give_up_on_export", "let_go", "make_export", "progress_name"]

LARGEST = 50 * 1000 * 1000 * 1000
"""More than anybody's evidence comes to: each piece holds twenty files of 50 MB."""


def progress_name(export_id: int) -> str:
    """Name an export where progress is told."""
    return f"data-export-{export_id}"


def make_export(export_id: int, config: Config, tell: Tell) -> None:
    """Make an export, once; it is read from the records between two transactions that write."""
    export = db.session.get(DataExport, export_id)
    if export is None or export.status is not ExportStatus.WAITING:
        return
    store = cast("Store", current_app.extensions["store"])
    stored = store.put_stream(Writer(config, store, tell).write(export.person), limit=LARGEST)
    db.session.rollback()
    with unit_of_work():
        export = db.session.get(DataExport, export_id, with_for_update=True)
        if export is not None and export.status is ExportStatus.WAITING:
            actions.note_made(export, stored.key, stored.size)


def give_up_on_export(export_id: int) -> None:
    """Note that the export could not be made, so that whoever waits for it sees it."""
    export = db.session.get(DataExport, export_id)
    if export is not None and export.status is ExportStatus.WAITING:
        export.move_to(ExportStatus.FAILED)
