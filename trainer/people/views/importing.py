"""Taking a file of people in: send it, look through what it would change, confirm."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.people import actions, importing, policies, queries
from trainer.people.importing import COLUMNS, Kind
from trainer.people.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.sheet_forms import SeenForm, SheetForm

MOST_SHOWN = 200


@bp.route("/people/import", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Send a file of people, to be looked through before anything changes."""
    hidden_unless(policies.may_keep_records(actor()))
    form = SheetForm.for_request()
    if form.submitted():
        name = form.file.data.filename or ""
        kept = actions.keep_file(actor=actor(), name=name, body=form.body)
        return done("", "people.look_through", import_id=kept.id)
    return page("people/upload.html", form, columns=COLUMNS)


@bp.get("/people/import/example.csv")
def example() -> ResponseReturnValue:
    """Give away a file with the columns an import reads, to be filled in."""
    hidden_unless(policies.may_keep_records(actor()))
    return table_file("people.csv", COLUMNS, [])


@bp.route("/people/import/<int:import_id>", methods=["GET", "POST"])
def look_through(import_id: int) -> ResponseReturnValue:
    """Show what a file would change, and on confirmation do it, all or nothing."""
    hidden_unless(policies.may_keep_records(actor()))
    kept = db.one_or_404(queries.waiting_import(actor(), import_id))
    plan = importing.plan(importing.read(kept.body), queries.roster(actor()))
    form = SeenForm.for_request(seen=plan.fingerprint)
    if form.submitted():
        if form.seen.data != plan.fingerprint:
            raise Conflict(_("People have changed since you looked. Open the import again."))
        with form.refusals():
            actions.import_people(plan, actor=actor(), file=kept)
            return done(_("The file is taken in, all of it."), "people.everybody")
    by_kind = [(kind, plan.of_kind(kind)) for kind in Kind]
    return page(
        "people/look_through.html",
        form,
        kept=kept,
        plan=plan,
        by_kind=[(kind, steps) for kind, steps in by_kind if steps],
        most_shown=MOST_SHOWN,
    )
