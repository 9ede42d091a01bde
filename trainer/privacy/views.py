"""Asking for everything held about oneself or somebody on record, waiting for it, and saving it."""

from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.audit.record import record_apart
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.queue import Queue
from trainer.people.queries.naming import named
from trainer.privacy import actions, policies, queries
from trainer.privacy.events import ExportSaved
from trainer.privacy.forms import AnswerForm, OwnForm
from trainer.privacy.models import DataExport, ExportStatus
from trainer.privacy.tasks import progress_name
from trainer.storage.store import Store
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page
from trainer.web.uploads import to_save

PAGE = 50

bp = Blueprint("privacy", __name__)


@bp.route("/your-data", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    """Say what is held about the reader, list the files made of it, and have one made."""
    form = OwnForm.for_request()
    if form.submitted():
        export = actions.ask(actor(), actor=actor())
        return done(_("It is being made."), "privacy.shown", export_id=export.id)
    exports = db.session.scalars(queries.own(actor())).all()
    return page("privacy/own.html", form, exports=exports)


@bp.route("/data-exports", methods=["GET", "POST"])
def answered() -> ResponseReturnValue:
    """List the files made of what is held about people, and have one made for somebody."""
    me = actor()
    hidden_unless(policies.may_answer(me))
    form = AnswerForm.for_request()
    if form.submitted():
        with form.refusals():
            person = named(form.staff_number.data or "")
            export = actions.ask(person, actor=me, reason=form.reason.data or "")
            return done(_("It is being made."), "privacy.shown", export_id=export.id)
    found = db.paginate(queries.listed(me), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return page("privacy/answered.html", form, found=found)


@bp.get("/data-exports/<int:export_id>")
def shown(export_id: int) -> ResponseReturnValue:
    """Show how far an export is, and the way to it."""
    export = _visible(export_id)
    queue = cast("Queue", current_app.extensions["jobs"])
    waiting = export.status is ExportStatus.WAITING
    return render_template(
        "privacy/shown.html",
        export=export,
        progress=queue.progress_of(progress_name(export.id)) if waiting else None,
        verdict=policies.may_save(actor(), export),
        may_answer=policies.may_answer(actor()),
        goes_on=export.made_at and export.made_at + actions.KEPT,
    )


@bp.get("/data-exports/<int:export_id>/file")
def save(export_id: int) -> Response:
    """Send an export piece by piece, to be saved."""
    export = _visible(export_id)
    hidden_unless(policies.may_save(actor(), export))
    if export.status is not ExportStatus.READY or export.key is None:
        abort(404)
    record_apart(ExportSaved(actor=actor(), subject=export))
    export = _visible(export_id)
    store, key = cast("Store", current_app.extensions["store"]), cast("str", export.key)
    name = f"data-{export.person.staff_number}-{clock.today()}.zip"
    return to_save(store.open(key), name=name, media_type="application/zip", size=store.size(key))


def _visible(export_id: int) -> DataExport:
    wanted = policies.visible_to(actor()).where(DataExport.id == export_id)
    found: DataExport = db.one_or_404(queries.with_people(wanted))
    return found
