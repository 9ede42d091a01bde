"""What a visitor reads of a chosen portfolio: its index, criteria, units, evidence and witnesses."""

from typing import NamedTuple

from flask import Response, abort, request

from trainer.assessments.queries import units
from trainer.assessments.views.progress import in_force
from trainer.extensions import db
from trainer.packs.copies import Copy, travelling_copy
from trainer.portfolios.cells import Cells, cell
from trainer.portfolios.queries.index import index_of
from trainer.portfolios.queries.matrix import matrix_of
from trainer.registrations.models import Registration
from trainer.viewing.queries import look
from trainer.visits.models import Page
from trainer.visits.queries import scope as queries
from trainer.visits.views.blueprint import bp
from trainer.visits.views.entering import Entered, enter, note, shown
from trainer.web.access import public


class Chosen(NamedTuple):
    """A visitor, and the registration whose portfolio they read."""

    entered: Entered
    registration: Registration


@bp.get("/eqa/<string:token>/registrations/<int:registration_id>/evidence")
@public
def portfolio(token: str, registration_id: int) -> Response:
    """List the evidence sent under a chosen registration, with its final checks."""
    entered, chosen = _read(token, registration_id, Page.PORTFOLIO)
    return shown(
        "visits/eqa_portfolio.html",
        entered,
        registration=chosen,
        lines=index_of(chosen),
        checks=queries.final_checks(chosen),
    )


@bp.get("/eqa/<string:token>/registrations/<int:registration_id>/matrix")
@public
def matrix(token: str, registration_id: int) -> Response:
    """Show criteria against evidence, for one unit or for all."""
    unit_id = request.args.get("unit", type=int)
    entered, chosen = _read(token, registration_id, Page.MATRIX)
    laid_out = matrix_of(chosen, unit_id)
    if unit_id is not None and not laid_out.rows:
        abort(404)
    return shown(
        "visits/eqa_matrix.html",
        entered,
        registration=chosen,
        matrix=laid_out,
        cells=Cells(),
        cell=cell,
    )


@bp.get("/eqa/<string:token>/registrations/<int:registration_id>/units/<int:unit_id>")
@public
def unit(token: str, registration_id: int, unit_id: int) -> Response:
    """Show a unit: each decision with its feedback, the names under it, and what the IQA decided."""
    entered, chosen = _chosen(token, registration_id)
    found = db.one_or_404(queries.unit(chosen, unit_id))
    about = f"{found.unit_version.code} {found.unit_version.title}"
    entered = note(entered, Page.UNIT, registration=chosen, about=about)
    found = db.one_or_404(queries.unit(_again(entered, registration_id), unit_id))
    return shown(
        "visits/eqa_unit.html",
        entered,
        registration=found.registration,
        unit=found,
        criteria=units.criteria_of_unit(found),
        signatures=units.signatures_of(found),
        asked=queries.asked_again(found),
        releases=queries.releases(found),
        **in_force(units.judgements_of_unit(found)),
    )


@bp.get("/eqa/<string:token>/registrations/<int:registration_id>/sent/<int:submission_id>")
@public
def evidence(token: str, registration_id: int, submission_id: int) -> Response:
    """Show a piece of evidence as it was sent, with its files and every decision on it."""
    entered, chosen = _chosen(token, registration_id)
    found = db.one_or_404(queries.submission(chosen, submission_id))
    about = f"{found.revision.item.label} {found.revision.title}"
    entered = note(entered, Page.EVIDENCE, registration=chosen, about=about)
    chosen = _again(entered, registration_id)
    found = db.one_or_404(queries.submission(chosen, submission_id))
    copies = {one.file_id: travelling_copy(one.file) for one in found.revision.files}
    return shown(
        "visits/eqa_evidence.html",
        entered,
        registration=chosen,
        submission=found,
        revision=found.revision,
        judgements=queries.judgements_on(found),
        copies=copies,
        looking=look(
            found.revision,
            request.args.get("show", ""),
            number=request.args.get("page", 1, type=int),
            is_open=lambda file: isinstance(copies[file.id], Copy),
        ),
    )


@bp.get("/eqa/<string:token>/registrations/<int:registration_id>/witnesses")
@public
def witnesses(token: str, registration_id: int) -> Response:
    """Show the witness status list of a chosen registration."""
    entered, chosen = _read(token, registration_id, Page.WITNESSES)
    return shown(
        "visits/eqa_witnesses.html",
        entered,
        registration=chosen,
        requests=queries.witnesses(chosen),
    )


def _read(token: str, registration_id: int, page: Page) -> Chosen:
    """Find a chosen registration, and note that this page of it is opened."""
    entered, chosen = _chosen(token, registration_id)
    entered = note(entered, page, registration=chosen, about=chosen.version.title)
    return Chosen(entered, _again(entered, registration_id))


def _chosen(token: str, registration_id: int) -> Chosen:
    entered = enter(token)
    return Chosen(entered, _again(entered, registration_id))


def _again(entered: Entered, registration_id: int) -> Registration:
    found: Registration = db.one_or_404(queries.portfolio(entered.visit, registration_id))
    return found
