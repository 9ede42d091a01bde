"""The index of evidence and the matrix, as pages and as files."""

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessments.policies import may_read_words
from trainer.audit.record import record_apart
from trainer.core import clock
from trainer.portfolios.cells import Cells, cell
from trainer.portfolios.events import PortfolioExported
from trainer.portfolios.queries.index import index_of
from trainer.portfolios.queries.matrix import Matrix, matrix_of
from trainer.portfolios.rows import INDEX_COLUMNS, index_rows, matrix_columns, matrix_rows
from trainer.portfolios.views.blueprint import bp, one
from trainer.registrations.models import Registration
from trainer.web.access import actor
from trainer.web.csv import table_file


@bp.get("/qualifications/<int:registration_id>/evidence")
def index(registration_id: int) -> ResponseReturnValue:
    """List the evidence sent under a registration: the contents page of the portfolio."""
    registration = one(registration_id)
    return render_template(
        "portfolios/index.html",
        registration=registration,
        lines=index_of(registration),
        may_open=may_read_words(actor(), registration),
    )


@bp.get("/qualifications/<int:registration_id>/evidence.csv")
def export_index(registration_id: int) -> Response:
    """Take the index of evidence away as a file."""
    registration = _noted(registration_id, "index")
    titled = bool(may_read_words(actor(), registration))
    rows = index_rows(index_of(registration), titled=titled)
    return table_file(_file(registration, _("evidence-index")), INDEX_COLUMNS, rows)


@bp.get("/qualifications/<int:registration_id>/matrix")
def matrix(registration_id: int) -> ResponseReturnValue:
    """Show criteria against evidence: claimed, met or not yet, for one unit or for all."""
    registration = one(registration_id)
    return render_template(
        "portfolios/matrix.html",
        registration=registration,
        matrix=_asked(registration),
        cells=Cells(),
        cell=cell,
        may_open=may_read_words(actor(), registration),
    )


@bp.get("/qualifications/<int:registration_id>/matrix.csv")
def export_matrix(registration_id: int) -> Response:
    """Take the matrix away as a file."""
    registration = _noted(registration_id, "matrix")
    asked = _asked(registration)
    columns, rows = matrix_columns(asked), matrix_rows(asked)
    return table_file(_file(registration, _("evidence-matrix")), columns, rows)


def _noted(registration_id: int, what: str) -> Registration:
    event = PortfolioExported(actor=actor(), subject=one(registration_id), what=what)
    record_apart(event)
    return one(registration_id)


def _asked(registration: Registration) -> Matrix:
    matrix = matrix_of(registration, request.args.get("unit", type=int))
    if matrix.unit_id is not None and not matrix.rows:
        abort(404)
    return matrix


def _file(registration: Registration, what: str) -> str:
    return f"{what}-{registration.learner.staff_number}-{clock.today()}.csv"
