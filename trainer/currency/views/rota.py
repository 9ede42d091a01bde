"""Who may be put on a site's rota for what on a day: to look at, and to take away."""

from collections.abc import Iterator
from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core import clock
from trainer.currency import policies
from trainer.currency.queries.rota import Rostered, rota
from trainer.currency.views.blueprint import bp
from trainer.documents.workbook import Leaf, as_workbook
from trainer.extensions import db
from trainer.people.models import Site
from trainer.web.access import actor
from trainer.web.csv import table_file

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (28, 14, 20, 24, 50, 50, 12)


@bp.get("/rota")
def rota_page() -> ResponseReturnValue:
    """Show who works at a site on a day, what they may be put to, and what stands against it."""
    sites = db.session.scalars(policies.rota_sites(actor()).order_by(Site.name)).all()
    site, day = _wanted()
    return render_template(
        "currency/rota.html",
        sites=sites,
        site=site,
        day=day,
        rows=rota(site.id, day) if site else [],
    )


@bp.get("/rota.csv")
def rota_table() -> Response:
    """Take it away as a table."""
    site, day = _known()
    return table_file(_named(site, day, "csv"), heads(), rows(rota(site.id, day)))


@bp.get("/rota.xlsx")
def rota_workbook() -> Response:
    """Take it away as a workbook."""
    site, day = _known()
    book = as_workbook([Leaf(site.name, heads(), WIDTHS, rows(rota(site.id, day)))])
    answer = Response(book, mimetype=WORKBOOK)
    answer.headers.set("Content-Disposition", "attachment", filename=_named(site, day, "xlsx"))
    return answer


def heads() -> list[str]:
    """Name the columns."""
    about = (_("Name"), _("Staff number"), _("Team"), _("Job"))
    return [*about, _("Holds and is current"), _("Lacks or lapsed"), _("In order")]


def rows(found: list[Rostered]) -> Iterator[list[object]]:
    """Write a row for everybody."""
    for one in found:
        about = (one.name, one.staff_number, one.team, one.job)
        in_order = _("no") if one.lacks else _("yes")
        yield [*about, "; ".join(one.holds), "; ".join(one.lacks), in_order]


def _wanted() -> tuple[Site | None, date]:
    wanted = request.args.get("site", type=int)
    sites = policies.rota_sites(actor())
    narrowed = sites.where(Site.id == wanted) if wanted else sites.order_by(Site.name).limit(1)
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        day = clock.today()
    return db.session.scalar(narrowed), day


def _known() -> tuple[Site, date]:
    """Return the site and the day asked for, or a 404 where it is not for this person."""
    site, day = _wanted()
    return db.get_or_404(Site, site.id if site else 0), day


def _named(site: Site, day: date, ending: str) -> str:
    return f"rota-{site.code.lower()}-{day.isoformat()}.{ending}"
