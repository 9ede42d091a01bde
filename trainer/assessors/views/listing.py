"""The register as a table: looked through, printed, and taken away as a file."""

from dataclasses import asdict

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.assessors import policies, queries
from trainer.assessors.lapses import lapses_of
from trainer.assessors.models import Duty, Standing
from trainer.assessors.queries import Search, When
from trainer.assessors.views.blueprint import bp
from trainer.assessors.wording import DUTIES, STANDINGS
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file


@bp.get("")
def register() -> ResponseReturnValue:
    """List people with all that they may do, for which qualifications, and until when."""
    hidden_unless(policies.may_read_register(actor()))
    search, today = _asked(), clock.today()
    titles = queries.titles()
    page = db.paginate(queries.people_listed(actor(), today, search), per_page=50)
    return render_template(
        "assessors/register.html",
        page=page,
        entries_of=queries.entries_by_person(actor(), today, search, page.items),
        search=search,
        none_asked=Search(),
        kept={name: value for name, value in asdict(search).items() if value},
        titles=titles,
        title_of=dict(titles),
        today=today,
        lapses_of=lapses_of,
        duties=DUTIES,
        may_keep=policies.may_keep_register(actor()),
    )


@bp.get("/export.csv")
def export() -> Response:
    """Take the entries found away as a file, a row for each."""
    hidden_unless(policies.may_read_register(actor()))
    today, title_of = clock.today(), dict(queries.titles())
    heads = [
        *(_("Staff number"), _("Name"), _("Duty"), _("Qualification"), _("Standing")),
        *(_("Qualification held"), _("Its number"), _("Its date"), _("Units"), _("Sites")),
        *(_("From"), _("Until"), _("Competence checked on"), _("Competence checked by")),
        *(_("To be checked again by"), _("Suspended"), _("Accreditations")),
    ]
    rows = []
    for entry in db.session.scalars(queries.listed(actor(), today, _asked())):
        check = max(entry.competence, key=lambda one: one.review_on, default=None)
        rows.append(
            [
                entry.holder.staff_number,
                entry.holder.name,
                str(DUTIES[entry.duty]),
                title_of.get(entry.qualification_id, ""),
                str(STANDINGS[entry.standing]),
                entry.award,
                entry.award_number,
                entry.awarded_on,
                " ".join(one.code for one in entry.units) or _("all"),
                ", ".join(one.name for one in entry.sites) or _("all"),
                entry.starts_on,
                entry.ends_on,
                check.checked_on if check else None,
                check.checked_by if check else None,
                check.review_on if check else None,
                _("yes") if policies.open_suspension(entry) else _("no"),
                ", ".join(f"{one.body.code} {one.reference}" for one in entry.accreditations),
            ]
        )
    return table_file("register.csv", heads, rows)


def _asked() -> Search:
    return Search(
        when=request.args.get("when", When.CURRENT, type=When),
        qualification_id=request.args.get("qualification_id", type=int),
        duty=request.args.get("duty", type=Duty),
        standing=request.args.get("standing", type=Standing),
        words=request.args.get("words", "").strip(),
        sort=request.args.get("sort", ""),
    )
