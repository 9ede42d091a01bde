"""What the job worker does with files of evidence: make the pictures that are shown of them."""

from dataclasses import dataclass

from trainer.core import clock
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.storage.kinds import Kind
from trainer.storage.renditions import CannotShow, Renditions, render
from trainer.storage.store import Store, Stored
from trainer.web.transactions import unit_of_work


@dataclass(frozen=True)
class Drawn:
    """The pictures made of a file, kept but not yet written down; none where none can be made."""

    page: Stored
    thumbnail: Stored
    media_type: str


def prepare_file(file_id: int, store: Store) -> None:
    """Make what is shown of a file, without the place and time a photo was taken.

    Drawing takes long, so it happens between two transactions. A file that was
    removed meanwhile, or prepared by an earlier try, is left as it is.
    """
    file = db.session.get(StoredFile, file_id)
    waiting = file is not None and file.is_being_prepared
    kind, key = (Kind(file.kind), file.key) if file is not None else (None, "")
    db.session.rollback()
    if waiting and kind is not None:
        drawn = _draw(kind, key, store)
        with unit_of_work():
            _write_down(file_id, drawn)


def _draw(kind: Kind, key: str, store: Store) -> Drawn | None:
    try:
        made = render(kind, b"".join(store.open(key)))
    except CannotShow:
        return None
    return _keep(made, store) if made is not None else None


def _keep(made: Renditions, store: Store) -> Drawn:
    limit = max(len(made.page.data), len(made.thumbnail.data))
    return Drawn(
        page=store.put_stream([made.page.data], limit=limit),
        thumbnail=store.put_stream([made.thumbnail.data], limit=limit),
        media_type=made.page.media_type,
    )


def _write_down(file_id: int, drawn: Drawn | None) -> None:
    file = db.session.get(StoredFile, file_id, with_for_update=True)
    if file is None or file.prepared_at is not None:
        return
    file.prepared_at = clock.now()
    if drawn is not None:
        file.shown_key, file.shown_sha256 = drawn.page.key, drawn.page.sha256
        file.shown_type, file.thumb_key = drawn.media_type, drawn.thumbnail.key
