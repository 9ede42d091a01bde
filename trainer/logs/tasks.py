"""What the job worker does with files of evidence: make what is shown of them."""

from dataclasses import dataclass

import sqlalchemy as sa

from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import PICTURED, PLAYED, Scan, StoredFile
from trainer.notifications import outbox
from trainer.notifications.models import OutboxItem, Task
from trainer.storage.drawing import drawer, on_disk
from trainer.storage.kinds import Kind
from trainer.storage.notes import CannotStrip, without_notes
from trainer.storage.photos import Area
from trainer.storage.renditions import CannotShow
from trainer.storage.store import CHUNK, Store, Stored
from trainer.web.transactions import unit_of_work


@dataclass(frozen=True)
class Made:
    """What is shown in place of a file, kept but not yet written down.

    Without a key it is the very file, in which there is nothing to be taken out.
    """

    sha256: str
    media_type: str
    key: str | None = None
    thumb_key: str | None = None


def prepare_file(file_id: int, store: Store) -> None:
    """Make what is shown of a file, without the place and time it was taken.

    That takes long, so it happens between two transactions. A file that was removed meanwhile, is
    still to be scanned, or was prepared by an earlier try, is left as it is.
    """
    file = db.session.get(StoredFile, file_id)
    if file is None or not file.is_being_prepared or file.scan in {Scan.WAITING, Scan.INFECTED}:
        db.session.rollback()
        return
    kind, covered = Kind(file.kind), file.areas
    kept, media_type = Stored(file.key, file.sha256, file.size), file.media_type
    db.session.rollback()
    is_drawn = kind in PICTURED
    made = _draw(kind, kept, covered, store) if is_drawn else _play(kept, media_type, store)
    with unit_of_work():
        _write_down(file_id, covered, made)


def prepare_earlier() -> int:
    """Ask for what is shown of recordings that were kept before a copy was made of their kind.

    What was asked for already is not asked for again. Returns of how many it was asked.
    """
    asked = {
        payload["file_id"]
        for payload in db.session.scalars(
            sa.select(OutboxItem.payload).where(OutboxItem.task == Task.PREPARE_FILE)
        )
    }
    found = db.session.scalars(
        sa.select(StoredFile.id).where(
            StoredFile.kind.in_(PLAYED),
            StoredFile.prepared_at.is_(None),
            StoredFile.original_removed_at.is_(None),
        )
    )
    missing = [file_id for file_id in found if file_id not in asked]
    for file_id in missing:
        outbox.ask(Task.PREPARE_FILE, file_id=file_id)
    return len(missing)


def _draw(kind: Kind, kept: Stored, covered: list[Area], store: Store) -> Made | None:
    try:
        with on_disk(store, kept.key) as file:
            drawn = drawer().render(kind, file, covered)
    except CannotShow:
        return None
    limit = max(len(drawn.page.data), len(drawn.thumbnail.data))
    page = store.put_stream([drawn.page.data], limit=limit)
    thumbnail = store.put_stream([drawn.thumbnail.data], limit=limit)
    return Made(page.sha256, drawn.page.media_type, page.key, thumbnail.key)


def _play(kept: Stored, media_type: str, store: Store) -> Made | None:
    """Copy a recording without what tells where and by whom it was made, if it has any of that."""
    data = bytearray().join(store.open(kept.key))
    try:
        if not without_notes(data, media_type):
            return Made(kept.sha256, media_type)
    except CannotStrip:
        return None
    pieces = (bytes(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))
    copy = store.put_stream(pieces, limit=len(data))
    return Made(copy.sha256, media_type, copy.key)


def _write_down(file_id: int, covered: list[Area], made: Made | None) -> None:
    file = db.session.get(StoredFile, file_id, with_for_update=True)
    # Covered otherwise meanwhile: the work asked for then makes the picture that counts.
    if file is None or file.prepared_at is not None or file.areas != covered:
        return
    file.prepared_at = clock.now()
    if made is not None:
        file.shown_key, file.shown_sha256 = made.key, made.sha256
        file.shown_type, file.thumb_key = made.media_type, made.thumb_key
