"""Ask for papers, have them tried again, and drop those whose days are over."""

from datetime import timedelta

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.notifications.models import Task
from trainer.notifications.outbox import ask
from trainer.portfolios.events import PaperAsked
from trainer.portfolios.models import Paper, PaperKind
from trainer.portfolios.papers import offered
from trainer.registrations.models import Registration

KEPT = timedelta(days=2)
"""So long a paper is there to be saved; it can be made anew at any time."""


def ask_for_paper(
    registration: Registration, *, actor: User, kind: PaperKind, about_id: int | None
) -> Paper:
    """Have a paper made of what this person may read."""
    papers = {(one.kind, one.about_id): one for one in offered(registration, actor)}
    wanted = papers.get((kind, about_id))
    if wanted is None:
        raise Refused(_("This form can't be made for you."))
    paper = Paper(
        registration=registration,
        kind=kind,
        about_id=about_id,
        name=wanted.whole,
        asked_by=actor,
        asked_at=clock.now(),
    )
    db.session.add(paper)
    db.session.flush()  # The work to be done names it by its id.
    ask(Task.PRINT_PAPER, paper_id=paper.id)
    publish(PaperAsked(actor=actor, subject=paper, registration=registration, kind=kind.value))
    return paper


def note_printed(paper: Paper, key: str) -> None:
    """Note where a paper's PDF is kept; called by the job worker."""
    paper.move_to(PaperStatus.READY)
    paper.key = key


def drop_old_papers() -> None:
    """Forget papers whose days are over; the nightly sweep removes their bytes."""
    db.session.execute(sa.delete(Paper).where(Paper.asked_at < clock.now() - KEPT))
