"""What the job worker does so that documents can be read in the page: draw them, page by page."""

import sqlalchemy as sa

from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.storage import pages
from trainer.storage.drawing import drawer, on_disk
from trainer.storage.kinds import Kind
from trainer.storage.renditions import CannotShow
from trainer.storage.store import Store
from trainer.viewing.models import FilePage
from trainer.viewing.queries import page_of
from trainer.web.transactions import unit_of_work


def prepare_pages(file_id: int, store: Store) -> None:
    """Draw the pages of a document that are not drawn yet, each kept as soon as it is there.

    Drawing takes long, so it happens between transactions; a second try goes on where the first
    one ended.
    """
    file = db.session.get(StoredFile, file_id)
    is_kept = file is not None and file.removed_at is None
    kind, key = (Kind(file.kind), file.key) if file is not None and is_kept else (None, "")
    there = set(db.session.scalars(sa.select(FilePage.number).where(FilePage.file_id == file_id)))
    db.session.rollback()
    if kind not in pages.PAGED:
        return
    try:
        with on_disk(store, key) as path:
            total = drawer().count(kind, path)
            for number in range(1, min(total, pages.MOST) + 1):
                if number not in there:
                    _keep(file_id, number, total, drawer().draw(kind, path, number), store)
    except CannotShow:
        return


def _keep(file_id: int, number: int, total: int, sheet: pages.Sheet, store: Store) -> None:
    page = FilePage(file_id=file_id, number=number, of=total, words=sheet.words)
    if sheet.picture is not None:
        kept = store.put_stream([sheet.picture.data], limit=len(sheet.picture.data))
        page.key, page.sha256, page.media_type = kept.key, kept.sha256, sheet.picture.media_type
    with unit_of_work():
        file = db.session.get(StoredFile, file_id, with_for_update=True)
        if file is not None and file.removed_at is None and page_of(file_id, number) is None:
            db.session.add(page)
