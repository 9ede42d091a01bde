"""Arranging a visit, changing it until it begins, and choosing what is read in whole."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.people.queries.places import site_names
from trainer.visits import policies
from trainer.visits.actions import arranging
from trainer.visits.forms import ArrangeForm, PortfoliosForm, as_arranged
from trainer.visits.queries import centre as queries
from trainer.visits.views.blueprint import bp, one, settings
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

PAGE = 50


@bp.route("/visits/new", methods=["GET", "POST"])
def arrange() -> ResponseReturnValue:
    """Arrange a visit."""
    hidden_unless(policies.may_arrange(actor()))
    form = _offered(ArrangeForm.for_request())
    if form.submitted():
        with form.refusals():
            visit = arranging.arrange(form.arrangement, actor=actor(), config=settings())
            words = _("Arranged. The link is on its way by letter; now choose the portfolios.")
            return done(words, "visits.choose", visit_id=visit.id)
    return page("visits/arrange.html", form, visit=None)


@bp.route("/visits/<int:visit_id>/change", methods=["GET", "POST"])
def change(visit_id: int) -> ResponseReturnValue:
    """Arrange a visit otherwise, before it begins."""
    visit = one(visit_id)
    form = _offered(ArrangeForm.for_request(**as_arranged(visit)))
    if form.submitted():
        with form.refusals():
            arranging.change(visit, form.arrangement, actor=actor(), config=settings())
            return done(_("Changed."), "visits.shown", visit_id=visit_id)
    verdict = policies.may_change(actor(), visit)
    return page("visits/arrange.html", form, visit=visit, verdict=verdict)


@bp.route("/visits/<int:visit_id>/portfolios", methods=["GET", "POST"])
def choose(visit_id: int) -> ResponseReturnValue:
    """Search the registrations in scope, and tick those that are read as whole portfolios."""
    visit = one(visit_id)
    search = queries.Search(
        words=request.args.get("words", "").strip()[:100], chosen="chosen" in request.args
    )
    form = PortfoliosForm.for_request()
    if form.submitted():
        try:
            arranging.choose(
                visit, actor=actor(), shown=form.shown.data or [], chosen=form.chosen.data or []
            )
        except Unacceptable as error:
            db.session.rollback()
            flash(error.sentence, "stop")
        else:
            kept = {name: value for name, value in request.args.items() if name != "visit_id"}
            return done(_("Kept."), "visits.choose", visit_id=visit_id, **kept)
    found = db.paginate(
        queries.to_choose_from(visit, search), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return render_template(
        "visits/choose.html",
        visit=visit,
        form=form,
        page=found,
        search=search,
        chosen={one.registration_id for one in visit.portfolios},
        verdict=policies.may_change(actor(), visit),
    )


def _offered(form: ArrangeForm) -> ArrangeForm:
    form.offer(queries.worked_towards(), site_names(), queries.people_to_meet())
    return form
