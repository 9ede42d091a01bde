"""What the job worker does for the letterhead: set a specimen in type and draw its first page."""

from io import BytesIO
from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.letterhead import actions, queries
from trainer.letterhead.actions import drop_old_drafts
from trainer.letterhead.models import Letterhead, Preview
from trainer.letterhead.specimen import specimen
from trainer.storage.pdfs import draw_page, opened
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

__all__ = ["drop_old_drafts", "give_up_on_preview", "make_preview"]

LARGEST = 64 * 1024 * 1024
BROAD = 1800


def make_preview(letterhead_id: int, config: Config, renderer: Renders) -> None:
    """Make the specimen of a version, once; between two transactions."""
    letterhead = db.session.get(Letterhead, letterhead_id)
    if letterhead is None or letterhead.preview is not Preview.WAITING:
        return
    store, today = cast("Store", current_app.extensions["store"]), clock.today(config.zone)
    page = specimen(queries.look_of(letterhead, store, today), config, today)
    db.session.rollback()
    keys = keep_specimen(renderer.render(page.request()), store)
    with unit_of_work():
        letterhead = db.session.get(Letterhead, letterhead_id, with_for_update=True)
        if letterhead is not None and letterhead.preview is Preview.WAITING:
            actions.note_previewed(letterhead, **keys)


def keep_specimen(pdf: bytes, store: Store) -> dict[str, str]:
    """Keep a specimen and the picture of its first page; return where, as the action takes it."""
    return {
        "pdf_key": store.put_stream([pdf], limit=LARGEST).key,
        "page_key": store.put_stream([_first_page(pdf)], limit=LARGEST).key,
    }


def give_up_on_preview(letterhead_id: int) -> None:
    """Note that the specimen could not be made, so that whoever waits for it sees it."""
    letterhead = db.session.get(Letterhead, letterhead_id)
    if letterhead is not None and letterhead.preview is Preview.WAITING:
        letterhead.preview = Preview.FAILED


def _first_page(pdf: bytes) -> bytes:
    file = BytesIO()
    with opened(pdf) as document:
        draw_page(document, 1, scale=4, longest=BROAD).save(file, "PNG")
    return file.getvalue()
