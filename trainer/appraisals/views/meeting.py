"""When the two meet, and that they have."""

from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.appraisals import policies
from trainer.appraisals.actions import moving
from trainer.appraisals.forms import MeetingForm, MetForm
from trainer.appraisals.views.blueprint import bp, found
from trainer.config import Config
from trainer.core import clock
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/<int:appraisal_id>/meeting", methods=["GET", "POST"])
def arrange(appraisal_id: int) -> ResponseReturnValue:
    """Say when and where the two meet; both get it into their calendars."""
    one, _party = found(appraisal_id)
    zone = cast("Config", current_app.extensions["trainer"]).zone
    at = one.meeting_at.astimezone(ZoneInfo(zone)) if one.meeting_at else None
    form = MeetingForm.for_request(
        day=at.date() if at else one.cycle.meetings_from,
        time=at.time() if at else None,
        place=one.meeting_place,
    )
    if form.submitted():
        with form.refusals():
            moving.arrange(one, actor=actor(), at=form.at(zone), place=form.place.data or "")
            return done(
                _("You are both invited."), "appraisals.appraisal", appraisal_id=appraisal_id
            )
    return page(
        "appraisals/meeting.html",
        form,
        appraisal=one,
        verdict=policies.may_arrange(actor(), one),
    )


@bp.route("/<int:appraisal_id>/met", methods=["GET", "POST"])
def met(appraisal_id: int) -> ResponseReturnValue:
    """Say that the two have met."""
    one, _party = found(appraisal_id)
    form = MetForm.for_request(on=clock.today())
    if form.submitted():
        with form.refusals():
            moving.note_meeting(one, actor=actor(), on=form.on.data or clock.today())
            return done(
                _("Noted. Sign when it says what you both mean."),
                "appraisals.appraisal",
                appraisal_id=appraisal_id,
            )
    return page(
        "appraisals/met.html", form, appraisal=one, verdict=policies.may_note_meeting(actor(), one)
    )
