"""What came of a round as a PDF: having it made, waiting for it, and saving it."""

from typing import cast

import sqlalchemy as sa
from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.actions import printing
from trainer.feedback.models import FeedbackPaper, FeedbackRound
from trainer.feedback.views.blueprint import bp, found_round
from trainer.feedback.views.reading import read_result
from trainer.storage.store import Store
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import OnceForm
from trainer.web.responses import done
from trainer.web.uploads import to_save


@bp.post("/feedback/<int:round_id>/result/paper")
def ask_for_paper(round_id: int) -> ResponseReturnValue:
    """Have what one may read of a round made, and go to where it can be waited for."""
    told, _released = read_result(round_id)
    if not OnceForm.for_request().submitted():
        return done("", "feedback.result", round_id=round_id)
    paper = printing.ask_for_paper(told, actor=actor())
    return done("", "feedback.paper", feedback_paper_id=paper.id)


@bp.get("/feedback/papers/<int:feedback_paper_id>")
def paper(feedback_paper_id: int) -> ResponseReturnValue:
    """Show how far a paper is, and the way to it."""
    kept, told = _own(feedback_paper_id)
    return render_template("feedback/paper.html", paper=kept, told=told)


@bp.get("/feedback/papers/<int:feedback_paper_id>/pdf")
def paper_pdf(feedback_paper_id: int) -> Response:
    """Send a paper, to be saved or printed."""
    kept, told = _own(feedback_paper_id)
    if kept.status is not PaperStatus.READY or kept.key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    name = _("Feedback, %(person)s", person=told.subject.name)
    return to_save(
        store.open(kept.key),
        name=f"{name.replace('/', '-')}.pdf",
        media_type="application/pdf",
        size=store.size(kept.key),
    )


def _own(paper_id: int) -> tuple[FeedbackPaper, FeedbackRound]:
    """Find a paper this person asked for, of a round they still may read."""
    kept = db.one_or_404(
        sa.select(FeedbackPaper).where(
            FeedbackPaper.id == paper_id, FeedbackPaper.asked_by_id == actor().id
        )
    )
    told = found_round(kept.round_id)
    hidden_unless(policies.may_read(actor(), told))
    return cast("FeedbackPaper", kept), told
