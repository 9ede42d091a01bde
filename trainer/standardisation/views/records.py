"""The record of an exercise as a PDF: having it made, waiting for it, and saving it."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.extensions import db
from trainer.logs.views.files import store
from trainer.standardisation import policies
from trainer.standardisation.actions import recording
from trainer.standardisation.forms import HandInForm
from trainer.standardisation.models import ExerciseRecord, RecordStatus
from trainer.standardisation.views.blueprint import bp, visible
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done
from trainer.web.uploads import to_save


@bp.post("/<int:exercise_id>/record")
def ask_for_record(exercise_id: int) -> ResponseReturnValue:
    """Have the record made, and go to where it can be waited for."""
    exercise = visible(exercise_id)
    hidden_unless(policies.may_see_results(exercise))
    if not HandInForm.for_request().submitted():
        abort(422)
    record = recording.ask_for_record(exercise, actor=actor())
    return done("", "standardisation.record", record_id=record.id)


@bp.get("/records/<int:record_id>")
def record(record_id: int) -> ResponseReturnValue:
    """Show how far a record is, and the way to it."""
    found = _own(record_id)
    return render_template("standardisation/record.html", record=found, exercise=found.exercise)


@bp.get("/records/<int:record_id>/pdf")
def record_pdf(record_id: int) -> Response:
    """Send a record, to be saved or printed."""
    found = _own(record_id)
    if found.status is not RecordStatus.READY or found.key is None:
        abort(404)
    name = _("Standardisation, %(title)s", title=found.exercise.title)
    return to_save(
        store().open(found.key),
        name=f"{name.replace('/', '-')}.pdf",
        media_type="application/pdf",
        size=store().size(found.key),
    )


def _own(record_id: int) -> ExerciseRecord:
    found: ExerciseRecord = db.one_or_404(
        policies.records_visible_to(actor()).where(ExerciseRecord.id == record_id)
    )
    return found
