"""Having the certificates of a batch made into one file, and saving that."""

from typing import cast

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.audit.record import record_apart
from trainer.batches import queries
from trainer.batches.actions import filing
from trainer.batches.events import BatchFileSaved
from trainer.batches.forms import FileForm
from trainer.batches.models import BatchFile, FileKind
from trainer.batches.views.blueprint import back, bp, one
from trainer.extensions import db
from trainer.storage.store import Store
from trainer.web.access import actor
from trainer.web.uploads import to_save

NAMES = {
    FileKind.ZIP: ("certificates-{}.zip", "application/zip"),
    FileKind.PRINT: ("certificates-{}-to-print.pdf", "application/pdf"),
}


@bp.post("/<int:batch_id>/files")
def order_file(batch_id: int) -> ResponseReturnValue:
    """Have one file made of all certificates of a batch."""
    batch = one(batch_id)
    form = FileForm.for_request()
    if not form.submitted():
        abort(400)
    filing.order_file(batch, form.kind.data, actor=actor())
    return back(_("Asked for. The file is listed here once it is made."), batch_id)


@bp.get("/<int:batch_id>/files/<int:batch_file_id>")
def save(batch_id: int, batch_file_id: int) -> Response:
    """Send such a file piece by piece, to be saved."""
    file = _ready(batch_id, batch_file_id)
    record_apart(BatchFileSaved(actor=actor(), subject=file))
    file = _ready(batch_id, batch_file_id)
    store, key = cast("Store", current_app.extensions["store"]), cast("str", file.key)
    name, media_type = NAMES[file.kind]
    return to_save(
        store.open(key), name=name.format(batch_id), media_type=media_type, size=store.size(key)
    )


def _ready(batch_id: int, batch_file_id: int) -> BatchFile:
    batch = one(batch_id)
    found: BatchFile = db.one_or_404(queries.files_of(batch).where(BatchFile.id == batch_file_id))
    if found.key is None:
        abort(404)
    return found
