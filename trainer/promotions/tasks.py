"""What the job worker does for promotion cases: sets letters, and lets people take up their new jobs."""

from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.letterhead.queries import look_now
from trainer.promotions.actions import offering, printing
from trainer.promotions.models import PromotionLetter
from trainer.promotions.paper import page_of
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

LARGEST_PDF = 16 * 1024 * 1024


def print_letter(letter_id: int, config: Config, renderer: Renders) -> None:
    """Make the PDF of a letter, once; between two transactions."""
    letter = db.session.get(PromotionLetter, letter_id)
    if letter is None or letter.status is not PaperStatus.WAITING:
        return
    page = page_of(letter, config)
    store = cast("Store", current_app.extensions["store"])
    look = look_now(store, page.made_on)
    db.session.rollback()
    stored = store.put_stream([renderer.render(page.request(look))], limit=LARGEST_PDF)
    with unit_of_work():
        letter = db.session.get(PromotionLetter, letter_id, with_for_update=True)
        if letter is not None and letter.status is PaperStatus.WAITING:
            printing.note_printed(letter, stored.key)


def sweep() -> int:
    """Each hour: let people take up the jobs whose day has come; return how many did."""
    with unit_of_work():
        return offering.take_up_due()
