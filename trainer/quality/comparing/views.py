"""The figures of assessors in a period, on a page and as a file."""

from datetime import date, timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessments.views.blueprint import target_days
from trainer.core import clock
from trainer.people.models import Role
from trainer.quality.comparing import policies, queries
from trainer.quality.comparing.intervals import FEWEST, Estimate
from trainer.quality.comparing.queries import Period
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file

bp = Blueprint("comparing", __name__, url_prefix="/quality/assessors")

A_YEAR = timedelta(days=365)
FIRST_YEAR, LAST_YEAR = 1970, 2999


@bp.get("")
def assessors() -> ResponseReturnValue:
    """Show the figures of the assessors somebody sees, by name."""
    hidden_unless(policies.may_compare(actor()))
    period = _asked()
    return render_template(
        "comparing/assessors.html",
        lines=queries.lines(policies.sight_of(actor()), period),
        period=period,
        fewest=FEWEST,
        target=target_days(),
        assures=actor().holds(Role.IQA),
    )


@bp.get("/export.csv")
def export() -> Response:
    """Take the figures away as a file; what rests on too few cases is left empty."""
    hidden_unless(policies.may_compare(actor()))
    period = _asked()
    heads = [_("Assessor"), _("From"), _("Until"), _("Learners"), _("At most")]
    for what in (_("Days to feedback"), _("Referred"), _("Overturned")):
        heads += [what, _("%(what)s: low", what=what), _("%(what)s: high", what=what)]
        heads.append(_("%(what)s: cases", what=what))
    rows = [
        [
            line.assessor.name,
            period.first,
            period.last,
            line.learners,
            line.most,
            *_cells(line.days),
            *_cells(line.referred),
            *_cells(line.overturned),
        ]
        for line in queries.lines(policies.sight_of(actor()), period)
    ]
    return table_file("assessors.csv", heads, rows)


def _cells(estimate: Estimate | None) -> list[object]:
    if estimate is None:
        return [None, None, None, None]
    figures = (estimate.value, estimate.low, estimate.high)
    return [*(round(one, 4) for one in figures), estimate.cases]


def _asked() -> Period:
    """Read which period is asked for; the last twelve months where none, or none that is one."""
    last = request.args.get("last", clock.today(), type=_day)
    first = request.args.get("first", last - A_YEAR, type=_day)
    return Period(min(first, last), max(first, last))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day
