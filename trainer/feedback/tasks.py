"""The letter with the link of somebody from outside, written only when it is sent; and papers."""

from typing import cast

from flask import current_app
from flask_babel import gettext as _

from trainer.config import Config
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.feedback.actions import printing
from trainer.feedback.links import link_of
from trainer.feedback.models import FeedbackPaper, FeedbackRater, RoundStatus
from trainer.feedback.paper import page_of
from trainer.feedback.queries.results import results_of
from trainer.letterhead.queries import look_now
from trainer.notifications.letters import Letter
from trainer.notifications.outbox import Claimed
from trainer.notifications.tasks import post
from trainer.storage.store import Store
from trainer.web.transactions import unit_of_work

LARGEST_PDF = 64 * 1024 * 1024


def send_link(work: Claimed, config: Config) -> None:
    """Send the link, unless it was taken back, another took its place, or the round is over."""
    rater = db.session.get(FeedbackRater, work.payload["rater_id"])
    if rater is None or rater.token_hash is None or rater.salt != work.payload["salt"]:
        return
    if rater.round.status is not RoundStatus.OPEN:
        return
    letter = _letter(rater, config)
    db.session.rollback()  # Nothing is read or locked while the mail server takes its time.
    post(letter, work, config)


def _letter(rater: FeedbackRater, config: Config) -> Letter:
    words = current_app.jinja_env.get_template("emails/feedback.txt").render(
        rater=rater,
        round=rater.round,
        address=link_of(rater.salt, config),
        organisation=config.organisation,
    )
    subject = _("How do you see %(name)s at work?", name=rater.round.subject.name)
    return Letter(rater.email, subject, words.strip() + "\n")


def print_paper(paper_id: int, config: Config, renderer: Renders) -> None:
    """Make the PDF of what whoever asked may read of a round now, between two transactions.

    Raises `LookupError` where they may read nothing any more.
    """
    paper = db.session.get(FeedbackPaper, paper_id)
    if paper is None or paper.status is not PaperStatus.WAITING:
        return
    released = results_of(paper.round, paper.asked_by)
    if released is None:
        raise LookupError("Nothing of the round may be read any more.")
    page = page_of(paper.round, released, config)
    store = cast("Store", current_app.extensions["store"])
    look = look_now(store, page.made_on)
    db.session.rollback()
    stored = store.put_stream([renderer.render(page.request(look))], limit=LARGEST_PDF)
    with unit_of_work():
        paper = db.session.get(FeedbackPaper, paper_id, with_for_update=True)
        if paper is not None and paper.status is PaperStatus.WAITING:
            printing.note_printed(paper, stored.key)
