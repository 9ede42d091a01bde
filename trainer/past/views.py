"""Taking a file of past training in: send it, look through what it would add, confirm."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.past import actions, policies, queries
from trainer.past.planning import plan
from trainer.past.reading import COLUMNS, MOST_ROWS, read
from trainer.web.access import actor, hidden_unless
from trainer.web.csv import table_file
from trainer.web.responses import done, page
from trainer.web.sheet_forms import SeenForm, SheetForm

MOST_SHOWN = 300

bp = Blueprint("past", __name__, url_prefix="/past-training")


@bp.route("/", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Send a file of past training, to be looked through before anything is recorded."""
    hidden_unless(policies.may_bring_in(actor()))
    form = SheetForm.for_request()
    if form.submitted():
        name = form.file.data.filename or ""
        kept = actions.keep_file(actor=actor(), name=name, body=form.body)
        return done("", "past.look_through", past_file_id=kept.id)
    return page("past/upload.html", form, columns=COLUMNS, most=MOST_ROWS)


@bp.get("/example.csv")
def example() -> ResponseReturnValue:
    """Give away a file with the columns that are read, to be filled in."""
    hidden_unless(policies.may_bring_in(actor()))
    return table_file("past-training.csv", COLUMNS, [])


@bp.route("/<int:past_file_id>", methods=["GET", "POST"])
def look_through(past_file_id: int) -> ResponseReturnValue:
    """Show what a file would add, and on confirmation record it, all or nothing."""
    hidden_unless(policies.may_bring_in(actor()))
    kept = db.one_or_404(queries.waiting_file(actor(), past_file_id))
    sheet = read(kept.body)
    planned = plan(sheet, queries.known_for(sheet, actor()))
    form = SeenForm.for_request(seen=planned.fingerprint)
    if form.submitted():
        if form.seen.data != planned.fingerprint:
            raise Conflict(_("What people hold has changed since you looked. Open the file again."))
        with form.refusals():
            actions.bring_in(planned, actor=actor(), file=kept)
            words = ngettext(
                "%(num)d record is taken in.", "%(num)d records are taken in.", len(planned.new)
            )
            return done(words, "past.upload")
    return page("past/look_through.html", form, kept=kept, plan=planned, most_shown=MOST_SHOWN)
