"""What sites spend on courses beside what they may: the page, the files, and setting it."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.budgets import actions, policies, queries
from trainer.budgets.forms import BudgetForm
from trainer.core import clock
from trainer.documents.workbook import Leaf, as_workbook
from trainer.extensions import db
from trainer.people.models import Role
from trainer.registrations.policies import sites_of
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.statuses import STATUSES

FIRST_YEAR, LAST_YEAR = 1970, 2999
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (28, 18, 18, 18, 18, 14)

bp = Blueprint("budgets", __name__, url_prefix="/budgets")


@bp.get("/")
def listed() -> str:
    """Show what each site may spend in a year, spent and has booked."""
    hidden_unless(policies.may_read(actor()))
    year = _asked()
    lines = queries.of_year(actor(), year)
    return render_template(
        "budgets/listed.html",
        year=year,
        this_year=clock.today().year,
        lines=lines,
        together=queries.together(lines),
        sets=sites_of(actor(), {Role.TRAINING_ADMIN}),
    )


@bp.route("/<int:site_id>/<int:year>", methods=["GET", "POST"])
def set_one(site_id: int, year: int) -> ResponseReturnValue:
    """Set what a site may spend in a year."""
    site = db.one_or_404(queries.site_served(actor(), site_id))
    hidden_unless(policies.may_set(actor(), site))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    budget = queries.budget_of(site, year)
    form = BudgetForm.of(budget.planned if budget else None)
    if form.submitted():
        with form.refusals():
            actions.set_budget(site, year, actor=actor(), planned=form.pence, known=form.was_known)
            return done(_("Set."), "budgets.listed", year=year)
    return page("budgets/set.html", form, site=site, year=year, budget=budget)


@bp.get("/budgets.csv")
def table() -> Response:
    """Take a year away as a table."""
    hidden_unless(policies.may_read(actor()))
    return table_file(f"budgets-{_asked()}.csv", _heads(), _rows(_asked()))


@bp.get("/budgets.xlsx")
def workbook() -> Response:
    """Take a year away as a workbook."""
    hidden_unless(policies.may_read(actor()))
    year = _asked()
    book = as_workbook([Leaf(str(year), _heads(), WIDTHS, _rows(year))])
    answer = Response(book, mimetype=WORKBOOK)
    answer.headers.set("Content-Disposition", "attachment", filename=f"budgets-{year}.xlsx")
    return answer


def _heads() -> list[str]:
    return [
        _("Site"), _("Planned in pence"), _("Spent in pence"), _("Booked in pence"),
        _("Left in pence"), _("State"),
    ]  # fmt: skip


def _rows(year: int) -> list[list[object]]:
    return [
        [
            one.site,
            "" if one.planned is None else one.planned,
            one.spent,
            one.booked,
            "" if one.left is None else one.left,
            str(STATUSES["BudgetState"][one.state].word),
        ]
        for one in queries.of_year(actor(), year)
    ]


def _asked() -> int:
    asked = request.args.get("year", type=int) or 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year
