"""What a visitor reads of everybody in scope: the overview, the register, and registrations."""

from flask import Response

from trainer.assessments.queries.progress import counts_of, units_of
from trainer.core import clock
from trainer.extensions import db
from trainer.visits.models import Page
from trainer.visits.queries import centre
from trainer.visits.queries import scope as queries
from trainer.visits.views.blueprint import bp
from trainer.visits.views.entering import enter, note, shown
from trainer.web.access import public

PAGE = 50


@bp.get("/eqa/<string:token>/overview")
@public
def overview(token: str) -> Response:
    """Show what the visit is about, whom the visitor meets, and the chosen portfolios."""
    entered = note(enter(token), Page.OVERVIEW)
    chosen = db.session.scalars(queries.portfolios(entered.visit)).all()
    return shown(
        "visits/eqa_overview.html",
        entered,
        titles=centre.titles_of(entered.visit),
        chosen=chosen,
        counts=counts_of([one.id for one in chosen]),
    )


@bp.get("/eqa/<string:token>/register")
@public
def register(token: str) -> Response:
    """List who assesses and assures the qualifications of the visit."""
    entered = note(enter(token), Page.REGISTER)
    return shown(
        "visits/eqa_register.html",
        entered,
        entries=queries.register(entered.visit),
        titles=centre.titles_of(entered.visit),
        today=clock.today(),
    )


@bp.get("/eqa/<string:token>/registrations")
@public
def registrations(token: str) -> Response:
    """List the registrations in scope with how far each has got."""
    entered = note(enter(token), Page.REGISTRATIONS)
    found = db.paginate(
        queries.registrations(entered.visit), per_page=PAGE, max_per_page=PAGE, error_out=False
    )
    return shown(
        "visits/eqa_registrations.html",
        entered,
        page=found,
        counts=counts_of([one.id for one in found.items]),
    )


@bp.get("/eqa/<string:token>/registrations/<int:registration_id>")
@public
def registration(token: str, registration_id: int) -> Response:
    """Show the units of a registration in scope, and how each stands."""
    entered = enter(token)
    found = db.one_or_404(queries.registration(entered.visit, registration_id))
    entered = note(entered, Page.REGISTRATION, registration=found, about=found.version.title)
    found = db.one_or_404(queries.registration(entered.visit, registration_id))
    is_chosen = db.session.scalar(queries.portfolio(entered.visit, registration_id)) is not None
    return shown(
        "visits/eqa_registration.html",
        entered,
        registration=found,
        units=units_of(found),
        is_chosen=is_chosen,
    )
