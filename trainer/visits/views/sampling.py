"""What a visitor reads of sampling: strategies, draws as they were drawn, and coverage."""

from flask import Response, request

from trainer.extensions import db
from trainer.sampling.queries import Show
from trainer.sampling.showing import reasons_of
from trainer.visits.models import Page
from trainer.visits.queries import centre, sampling
from trainer.visits.views.blueprint import bp
from trainer.visits.views.entering import enter, note, shown
from trainer.web.access import public

PAGE = 50


@bp.get("/eqa/<string:token>/sampling")
@public
def sampled(token: str) -> Response:
    """Show which samples were drawn, and what was looked into this year, with the gaps."""
    entered = note(enter(token), Page.SAMPLING)
    return shown(
        "visits/eqa_sampling.html",
        entered,
        titles=centre.titles_of(entered.visit),
        draws=sampling.draws(entered.visit),
        covered=sampling.covered(entered.visit),
    )


@bp.get("/eqa/<string:token>/samples/<int:sample_id>")
@public
def sample(token: str, sample_id: int) -> Response:
    """Show a sample as it was drawn: each unit in scope, picked or left out, and why."""
    entered = enter(token)
    found = db.one_or_404(sampling.draw(entered.visit, sample_id))
    title = centre.titles_of(entered.visit).get(found.qualification_id, "")
    entered = note(entered, Page.SAMPLE, about=title)
    found = db.one_or_404(sampling.draw(entered.visit, sample_id))
    show = Show.LEFT if request.args.get("show") == Show.LEFT else Show.PICKED
    page = db.paginate(
        sampling.drawn_rows(entered.visit, found, show),
        per_page=PAGE,
        max_per_page=PAGE,
        error_out=False,
    )
    return shown(
        "visits/eqa_sample.html",
        entered,
        sample=found,
        title=title,
        page=page,
        show=show,
        reasons_by_row=reasons_of(page.items),
    )
