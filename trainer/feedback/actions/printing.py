"""Having what came of a round made as a PDF, and dropping those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.events import FeedbackPaperAsked
from trainer.feedback.models import FeedbackPaper, FeedbackRound
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask

KEPT = timedelta(days=2)
"""So long a paper is there to be saved; it can be made anew at any time."""


def ask_for_paper(told: FeedbackRound, *, actor: User) -> FeedbackPaper:
    """Have what this person may read of a round made as a PDF, and no more than that."""
    require(policies.may_read(actor, told))
    paper = FeedbackPaper(round=told, asked_by=actor)
    db.session.add(paper)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PRINT_FEEDBACK, paper_id=paper.id)
    publish(FeedbackPaperAsked(actor=actor, subject=told))
    return paper


def note_printed(paper: FeedbackPaper, key: str) -> None:
    """Note where a paper’s PDF is kept; called by the job worker."""
    paper.move_to(PaperStatus.READY)
    paper.key = key


def give_up(paper_id: int) -> None:
    """Note that a paper could not be made, so that whoever waits for it sees it."""
    paper = db.session.get(FeedbackPaper, paper_id)
    if paper is not None and paper.status is PaperStatus.WAITING:
        paper.move_to(PaperStatus.FAILED)


def drop_old_papers() -> None:
    """Forget papers whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(FeedbackPaper).where(FeedbackPaper.asked_at < clock.now() - KEPT))
