"""Having the record of an appraisal made as a PDF, and dropping those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals import policies
from trainer.appraisals.events import AppraisalPaperAsked
from trainer.appraisals.models import Appraisal, AppraisalPaper
from trainer.core import clock
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask

KEPT = timedelta(days=2)
"""So long a paper is there to be saved; it can be made anew at any time."""


def ask_for_paper(appraisal: Appraisal, *, actor: User) -> AppraisalPaper:
    """Have the signed record made as a PDF."""
    require(policies.may_print(actor, appraisal))
    paper = AppraisalPaper(appraisal=appraisal, asked_by=actor)
    db.session.add(paper)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PRINT_APPRAISAL, paper_id=paper.id)
    publish(AppraisalPaperAsked(actor=actor, subject=appraisal, person=appraisal.person))
    return paper


def note_printed(paper: AppraisalPaper, key: str) -> None:
    """Note where a paper’s PDF is kept; called by the job worker."""
    paper.move_to(PaperStatus.READY)
    paper.key = key


def give_up(paper_id: int) -> None:
    """Note that a paper could not be made, so that whoever waits for it sees it."""
    paper = db.session.get(AppraisalPaper, paper_id)
    if paper is not None and paper.status is PaperStatus.WAITING:
        paper.move_to(PaperStatus.FAILED)


def drop_old_papers() -> None:
    """Forget papers whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(
        sa.delete(AppraisalPaper).where(AppraisalPaper.asked_at < clock.now() - KEPT)
    )
