"""The record of an appraisal as a PDF: having it made, waiting for it, and saving it."""

from typing import cast

import sqlalchemy as sa
from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from trainer.appraisals.actions import printing
from trainer.appraisals.actions.reading import note_reading
from trainer.appraisals.forms import ActForm
from trainer.appraisals.models import Appraisal, AppraisalPaper
from trainer.appraisals.views.blueprint import bp, found
from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.storage.store import Store
from trainer.web.access import actor
from trainer.web.responses import done
from trainer.web.uploads import to_save


@bp.post("/<int:appraisal_id>/paper")
def ask_for_paper(appraisal_id: int) -> ResponseReturnValue:
    """Have the signed record made, and go to where it can be waited for."""
    one, party = found(appraisal_id)
    if not ActForm.for_request().submitted():
        return done("", "appraisals.appraisal", appraisal_id=appraisal_id)
    paper = printing.ask_for_paper(one, actor=actor())
    note_reading(one, party, actor=actor())
    return done("", "appraisals.paper", appraisal_paper_id=paper.id)


@bp.get("/papers/<int:appraisal_paper_id>")
def paper(appraisal_paper_id: int) -> ResponseReturnValue:
    """Show how far a record is, and the way to it."""
    kept = _own(appraisal_paper_id)
    return render_template("appraisals/paper.html", paper=kept, appraisal=kept.appraisal)


@bp.get("/papers/<int:appraisal_paper_id>/pdf")
def paper_pdf(appraisal_paper_id: int) -> Response:
    """Send a record, to be saved or printed."""
    kept = _own(appraisal_paper_id)
    if kept.status is not PaperStatus.READY or kept.key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    one = kept.appraisal
    name = _("%(cycle)s, %(person)s", cycle=one.cycle.name, person=one.person.name)
    return to_save(
        store.open(kept.key),
        name=f"{name.replace('/', '-')}.pdf",
        media_type="application/pdf",
        size=store.size(kept.key),
    )


def _own(paper_id: int) -> AppraisalPaper:
    """Find a paper this person asked for, of an appraisal in which they still have a part."""
    appraisal = joinedload(AppraisalPaper.appraisal)
    kept = db.one_or_404(
        sa.select(AppraisalPaper)
        .where(AppraisalPaper.id == paper_id, AppraisalPaper.asked_by_id == actor().id)
        .options(appraisal.joinedload(Appraisal.cycle), appraisal.joinedload(Appraisal.person))
    )
    found(kept.appraisal_id)
    return cast("AppraisalPaper", kept)
