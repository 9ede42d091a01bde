"""Who could take on which role where, and whether promotions are fair between groups."""

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from trainer.careers.queries import charts
from trainer.core import clock
from trainer.documents.workbook import Leaf, as_workbook
from trainer.promotions import policies
from trainer.promotions.queries.bench import bench_of
from trainer.promotions.queries.fairness import By, people_of, reasons, report
from trainer.promotions.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file

FIRST_YEAR = 2000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (20, 24, 12, 20, 22, 18, 24)


@bp.get("/bench")
def bench() -> str:
    """Show for one role who could take it on at each site, and where nobody is ready."""
    hidden_unless(policies.may_see_bench(actor()))
    chart = charts.chart()
    reached = {move.end for move in chart.moves}
    roles = [one for one in chart.roles if one.key in reached]
    wanted = request.args.get("role")
    role = chart.role(wanted) if wanted else next(iter(roles), None)
    if wanted and role is None:
        abort(404)
    return render_template(
        "promotions/bench.html",
        roles=roles,
        role=role,
        sites=bench_of(actor(), role, chart, clock.today()) if role else [],
    )


@bp.get("/fairness")
def fairness() -> str:
    """Show the rates of each group in a year, and find reasons by their words."""
    hidden_unless(policies.may_review_fairness(actor()))
    words = request.args.get("q", "").strip()
    people = people_of(_year())
    return render_template(
        "promotions/fairness.html",
        year=_year(),
        this_year=clock.today().year,
        tables=[(_heading(by), report(people, by)) for by in By],
        q=words,
        found=reasons(words) if words else [],
    )


@bp.get("/fairness.csv")
def fairness_table() -> Response:
    """Take the rates of a year away as a table."""
    hidden_unless(policies.may_review_fairness(actor()))
    return table_file(f"promotions-{_year()}.csv", _heads(), _rows())


@bp.get("/fairness.xlsx")
def fairness_workbook() -> Response:
    """Take the rates of a year away as a workbook."""
    hidden_unless(policies.may_review_fairness(actor()))
    book = as_workbook([Leaf(str(_year()), _heads(), WIDTHS, _rows())])
    answer = Response(book, mimetype=WORKBOOK)
    answer.headers.set("Content-Disposition", "attachment", filename=f"promotions-{_year()}.xlsx")
    return answer


def _year() -> int:
    this_year = clock.today().year
    asked = request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len(str(this_year)) else this_year
    return min(max(year, FIRST_YEAR), this_year)


def _heads() -> list[str]:
    return [
        _("Grouped"), _("Group"), _("People"), _("Put forward, per cent"),
        _("Before a panel, per cent"), _("Promoted, per cent"), _("Middle of days to the job"),
    ]  # fmt: skip


def _rows() -> list[list[object]]:
    people = people_of(_year())
    return [
        [_heading(by), one.name, *(_said(part) for part in one.figures)]
        for by in By
        for one in report(people, by)
    ]


def _heading(by: By) -> str:
    return {
        By.SITE: _("By site"),
        By.HOURS: _("By hours"),
        By.CONTRACT: _("By contract"),
        By.SERVICE: _("By length of service"),
    }[by]


def _said(part: float | None) -> object:
    return _("left out") if part is None else part
