"""Calibration sessions: the distribution, what each rating rests on, changes with their reasons."""

from typing import cast

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.appraisals import policies
from trainer.appraisals.actions import calibrating
from trainer.appraisals.actions.reading import note_session_read
from trainer.appraisals.forms import ActForm, CalibrationForm, ChangeForm
from trainer.appraisals.models import CalibrationLine, CalibrationSession, Cycle
from trainer.appraisals.queries import calibration, rounds
from trainer.appraisals.reading import read
from trainer.appraisals.rules.distribution import spread
from trainer.appraisals.views.blueprint import bp
from trainer.core import clock
from trainer.extensions import db
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page
from trainer.web.transactions import begin_writing


@bp.route("/cycles/<int:cycle_id>/calibration", methods=["GET", "POST"])
def calibrations(cycle_id: int) -> ResponseReturnValue:
    """List the sessions of a round, and begin one with the managers who have handed in."""
    cycle = cast("Cycle", db.one_or_404(rounds.one(cycle_id)))
    hidden_unless(policies.may_calibrate(actor(), cycle))
    waiting = calibration.managers_waiting(cycle)
    form = CalibrationForm.for_request(held_on=clock.today())
    form.managers.choices = [
        SelectChoice(id_, f"{name} ({number})") for id_, name, number in waiting
    ]
    if form.submitted():
        with form.refusals():
            made = calibrating.begin(cycle, actor=actor(), **form.data)
            return done("", "appraisals.calibration_page", calibration_id=made.id)
    return page(
        "appraisals/calibrations.html",
        form,
        cycle=cycle,
        sessions=calibration.sessions(cycle),
        waiting=waiting,
    )


@bp.get("/calibration/<int:calibration_id>")
def calibration_page(calibration_id: int) -> ResponseReturnValue:
    """Show the ratings that are looked at together, and how they are spread; nobody their own."""
    begin_writing()
    found, leads = _session(calibration_id)
    lines = [one for one in found.lines if one.appraisal.person_id != actor().id]
    note_session_read([one.appraisal for one in lines], actor=actor(), leads=leads)
    ids = [one.appraisal_id for one in lines]
    ratings = calibration.ratings_of(ids)
    return page(
        "appraisals/calibration.html",
        ActForm.for_request(),
        session=found,
        lines=lines,
        cycle=found.cycle,
        blank=read(found.cycle.template_version.text),
        ratings=ratings,
        reasons=calibration.reasons_for(ids),
        changes=calibration.changes_in(found),
        spread=spread(ratings.values(), fewest=1),  # Each of them is on the page already.
        leads=leads,
    )


@bp.route("/calibration/lines/<int:calibration_line_id>", methods=["GET", "POST"])
def recalibrate(calibration_line_id: int) -> ResponseReturnValue:
    """Change an overall rating, with the reason the person will read."""
    line = db.get_or_404(CalibrationLine, calibration_line_id)
    found, leads = _session(line.session_id)
    if not leads or not policies.may_recalibrate(actor(), line.appraisal):
        abort(404)
    template = read(found.cycle.template_version.text)
    form = ChangeForm.for_request(after=calibration.rating_of(line.appraisal))
    form.after.choices = [
        SelectChoice(number, word) for number, word in enumerate(template.scale, start=1)
    ]
    if form.submitted():
        with form.refusals():
            calibrating.change(
                line, actor=actor(), after=form.after.data, reason=form.reason.data or ""
            )
            return done(_("Changed."), "appraisals.calibration_page", calibration_id=found.id)
    return page(
        "appraisals/recalibrate.html", form, line=line, appraisal=line.appraisal, session=found
    )


@bp.post("/calibration/<int:calibration_id>/end")
def end_calibration(calibration_id: int) -> ResponseReturnValue:
    """End a session: what was looked at is shared."""
    found, leads = _session(calibration_id)
    if not leads:
        abort(404)
    if ActForm.for_request().submitted():
        calibrating.end(found, actor=actor())
    return done(
        _("The session is over, and the appraisals are shared."),
        "appraisals.calibrations",
        cycle_id=found.cycle_id,
    )


def _session(calibration_id: int) -> tuple[CalibrationSession, bool]:
    leads = bool(policies.may_plan(actor()))
    visible = calibration.visible_to(actor(), leads=leads).with_only_columns(CalibrationSession.id)
    select = calibration.session_called(calibration_id).where(CalibrationSession.id.in_(visible))
    return cast("CalibrationSession", db.one_or_404(select)), leads
