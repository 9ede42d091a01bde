"""What the job worker does for portfolios: set papers in type and keep them for their days."""

from typing import cast

from flask import current_app

from trainer.config import Config
from trainer.documents.making import PaperStatus
from trainer.documents.paper import PaperPage
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.letterhead.queries import look_now
from trainer.portfolios import actions
from trainer.portfolios.actions import drop_old_papers
from trainer.portfolios.models import Paper
from trainer.portfolios.papers import PAPERS, Asked, offered
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

__all__ = ["drop_old_papers", "give_up_on_paper", "print_paper"]

LARGEST_PDF = 64 * 1024 * 1024


class NotTheirsAnyMore(Exception):
    """Whoever asked for the paper may not read what it says any more."""


def print_paper(paper_id: int, config: Config, renderer: Renders) -> None:
    """Make a paper's PDF, once, of what its reader may see now; between two transactions."""
    paper = db.session.get(Paper, paper_id)
    if paper is None or paper.status is not PaperStatus.WAITING:
        return
    page = page_of(paper, config)
    store = cast("Store", current_app.extensions["store"])
    look = look_now(store, page.made_on)
    db.session.rollback()
    stored = store.put_stream([renderer.render(page.request(look))], limit=LARGEST_PDF)
    with unit_of_work():
        paper = db.session.get(Paper, paper_id, with_for_update=True)
        if paper is not None and paper.status is PaperStatus.WAITING:
            actions.note_printed(paper, stored.key)


def give_up_on_paper(paper_id: int) -> None:
    """Note that the paper could not be made, so that whoever waits for it sees it."""
    paper = db.session.get(Paper, paper_id)
    if paper is not None and paper.status is PaperStatus.WAITING:
        paper.move_to(PaperStatus.FAILED)


def page_of(paper: Paper, config: Config) -> PaperPage:
    """Say what a paper says, of what its reader may see now."""
    papers = offered(paper.registration, paper.asked_by)
    if (paper.kind, paper.about_id) not in {(one.kind, one.about_id) for one in papers}:
        raise NotTheirsAnyMore(paper.name)
    asked = Asked(paper.registration, paper.asked_by, paper.about_id, config)
    return asked.page(paper.name, PAPERS[paper.kind](asked))
