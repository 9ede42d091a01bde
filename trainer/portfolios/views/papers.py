"""Papers of a portfolio: which there are, having one made, and saving it."""

from typing import cast

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.documents.making import PaperStatus
from trainer.extensions import db
from trainer.portfolios import actions, policies
from trainer.portfolios.forms import PaperForm
from trainer.portfolios.models import Paper, PaperKind
from trainer.portfolios.papers import offered
from trainer.portfolios.views.blueprint import bp, one
from trainer.storage.store import Store
from trainer.web.access import actor
from trainer.web.responses import done
from trainer.web.uploads import to_save


@bp.get("/qualifications/<int:registration_id>/papers")
def papers(registration_id: int) -> ResponseReturnValue:
    """List the papers that can be made of a portfolio."""
    registration = one(registration_id)
    return render_template(
        "portfolios/papers.html",
        registration=registration,
        offered=offered(registration, actor()),
    )


@bp.post("/qualifications/<int:registration_id>/papers")
def ask_for_paper(registration_id: int) -> ResponseReturnValue:
    """Have a paper made, and go to where it can be waited for."""
    registration = one(registration_id)
    form = PaperForm.for_request()
    if not form.submitted():
        abort(422)
    paper = actions.ask_for_paper(
        registration,
        actor=actor(),
        kind=PaperKind(form.kind.data or ""),
        about_id=form.about_id.data,
    )
    return done("", "portfolios.paper", paper_id=paper.id)


@bp.get("/papers/<int:paper_id>")
def paper(paper_id: int) -> ResponseReturnValue:
    """Show how far a paper is, and the way to it."""
    found = _own(paper_id)
    return render_template("portfolios/paper.html", paper=found, registration=found.registration)


@bp.get("/papers/<int:paper_id>/pdf")
def paper_pdf(paper_id: int) -> Response:
    """Send a paper, to be saved or printed."""
    found = _own(paper_id)
    if found.status is not PaperStatus.READY or found.key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    name = _("%(paper)s, %(learner)s", paper=found.name, learner=found.registration.learner.name)
    return to_save(
        store.open(found.key),
        name=f"{name.replace('/', '-')}.pdf",
        media_type="application/pdf",
        size=store.size(found.key),
    )


def _own(paper_id: int) -> Paper:
    return cast(
        "Paper", db.one_or_404(policies.papers_visible_to(actor()).where(Paper.id == paper_id))
    )
