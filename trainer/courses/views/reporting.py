"""What courses came to in a year, on a page and as a table or a workbook to take away."""

from flask import Response, render_template, request
from flask_babel import gettext as _

from trainer.core import clock
from trainer.courses import policies, reporting
from trainer.courses.forms import KINDS
from trainer.courses.serving import sites_served
from trainer.courses.views.blueprint import bp
from trainer.documents.workbook import Leaf, as_workbook
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file

FIRST_YEAR, LAST_YEAR = 1970, 2999
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (24, 40, 24, 12, 12, 12, 16)


@bp.get("/report")
def report() -> str:
    """Show what courses came to in a year."""
    hidden_unless(policies.may_arrange(actor()))
    year = _asked()
    lines = reporting.of_year(year, sites_served(actor()))
    return render_template(
        "courses/report.html",
        year=year,
        this_year=clock.today().year,
        lines=lines,
        by_site=reporting.by_site(lines),
    )


@bp.get("/report.csv")
def report_table() -> Response:
    """Take a year away as a table."""
    hidden_unless(policies.may_arrange(actor()))
    year = _asked()
    return table_file(f"courses-{year}.csv", _heads(), _rows(year))


@bp.get("/report.xlsx")
def report_workbook() -> Response:
    """Take a year away as a workbook."""
    hidden_unless(policies.may_arrange(actor()))
    year = _asked()
    book = as_workbook([Leaf(str(year), _heads(), WIDTHS, _rows(year))])
    answer = Response(book, mimetype=WORKBOOK)
    answer.headers.set("Content-Disposition", "attachment", filename=f"courses-{year}.xlsx")
    return answer


def _heads() -> list[str]:
    return [
        _("Site"),
        _("Course"),
        _("Kind"),
        _("Attended"),
        _("Not there"),
        _("Minutes"),
        _("Cost in pence"),
    ]


def _rows(year: int) -> list[list[object]]:
    return [
        [
            one.site,
            one.course,
            str(KINDS[one.kind]),
            one.attended,
            one.missed,
            one.minutes,
            one.cost,
        ]
        for one in reporting.of_year(year, sites_served(actor()))
    ]


def _asked() -> int:
    asked = request.args.get("year", type=int) or 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year
