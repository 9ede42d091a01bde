"""Who is on an earlier version, what a move would do for each, and the move itself."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from trainer.audit.record import record_apart
from trainer.catalogue.models import QualificationVersion
from trainer.core import clock
from trainer.core.errors import Conflict
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.registrations.events import RegistrationsExported
from trainer.registrations.models import Registration
from trainer.transitions import actions, policies, queries
from trainer.transitions.forms import MoveForm, seen
from trainer.transitions.rows import COLUMNS, rows_of
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page

MOST_AT_ONCE = 50

bp = Blueprint("transitions", __name__, url_prefix="/registrations/versions")


@bp.get("/<int:version_id>")
def report(version_id: int) -> ResponseReturnValue:
    """List everyone on an earlier version with what a move would do for each."""
    version = _version(version_id)
    latest = queries.latest_of(version)
    listed = db.paginate(queries.registered_on(actor(), version), per_page=MOST_AT_ONCE)
    return render_template(
        "transitions/report.html",
        version=version,
        latest=latest,
        page=listed,
        plans=queries.look_ahead(listed.items, latest) if latest.id != version.id else [],
    )


@bp.get("/<int:version_id>/export.csv")
def export(version_id: int) -> Response:
    """Take the report away as a file: a row for each learner, unit and criterion concerned."""
    version = _version(version_id)
    latest = queries.latest_of(version)
    code = version.qualification.code
    search = f"moving from {code} {version.number} to {latest.number}"
    record_apart(RegistrationsExported(actor=actor(), subject=actor(), search=search[:200]))
    version = _version(version_id)
    latest = queries.latest_of(version)
    found = db.session.scalars(queries.registered_on(actor(), version)).all()
    rows = rows_of(queries.look_ahead(found, latest))
    name = f"moving-{code}-{version.number}-to-{latest.number}-{clock.today()}.csv"
    return table_file(name, COLUMNS, rows)


@bp.route("/<int:version_id>/move", methods=["GET", "POST"])
def move(version_id: int) -> ResponseReturnValue:
    """Show what a move would do to the chosen learners, unit by unit, and carry it out."""
    version = _version(version_id)
    form = MoveForm.for_request()
    marks = seen()
    if form.submitted():
        with form.refusals():
            latest = queries.latest_of(version)
            chosen = _chosen(version, set(marks))
            if len(chosen) != len(marks):
                raise Conflict(_("Somebody chosen is not on this version any more. Look again."))
            plans = actions.move(
                chosen, latest, actor=actor(), seen=marks, reason=form.reason.data or ""
            )
            told = ngettext(
                "%(num)d learner is on version %(n)s now.",
                "%(num)d learners are on version %(n)s now.",
                len(plans),
                n=latest.number,
            )
            return done(told, "transitions.report", version_id=version_id)
    wanted = set(marks) or set(request.args.getlist("registration", type=int))
    latest = queries.latest_of(version)
    return page(
        "transitions/move.html",
        form,
        version=version,
        latest=latest,
        plans=queries.look_ahead(_chosen(version, wanted), latest),
    )


def _version(version_id: int) -> QualificationVersion:
    hidden_unless(policies.may_look(actor()))
    found: QualificationVersion = db.one_or_404(queries.earlier_version(version_id))
    return found


def _chosen(version: QualificationVersion, wanted: set[int]) -> list[Registration]:
    numbers = sorted(wanted)[:MOST_AT_ONCE]
    select = queries.registered_on(actor(), version).where(Registration.id.in_(numbers))
    return list(db.session.scalars(select))
