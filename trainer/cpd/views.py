"""One's own development: the hours of a year by kind and month, and taken away as a file."""

from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import gettext as _

from trainer.config import Config
from trainer.core import clock
from trainer.cpd import queries
from trainer.logs.activities import ACTIVITIES
from trainer.web.access import actor
from trainer.web.csv import table_file

bp = Blueprint("cpd", __name__, url_prefix="/cpd")

FIRST_YEAR, LAST_YEAR = 1970, 2999


@bp.get("/")
def mine() -> str:
    """Show what one spent on one's development in a year."""
    me, number = actor(), _asked()
    config: Config = current_app.extensions["trainer"]
    years = {*queries.years_of(me), clock.today().year, number}
    return render_template(
        "cpd/mine.html",
        year=queries.year_of(me, number),
        years=sorted(years, reverse=True),
        target=config.cpd_hours * 60,
        counted=queries.COUNTED,
    )


@bp.get("/export.csv")
def export() -> Response:
    """Take a year of one's development away as a file, a row for each thing."""
    number = _asked()
    heads = [_("Day"), _("Kind"), _("What"), _("Minutes")]
    rows = [
        [one.day.isoformat(), str(ACTIVITIES[one.activity].name), one.what, one.minutes]
        for one in queries.year_of(actor(), number).spent
    ]
    return table_file(f"cpd-{number}.csv", heads, rows)


def _asked() -> int:
    """Read which year is asked for; the present one where none is."""
    asked = request.args.get("year", type=int) or 0
    return asked if FIRST_YEAR <= asked <= LAST_YEAR else clock.today().year
