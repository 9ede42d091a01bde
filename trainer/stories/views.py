"""The page that tells a unit's story."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.assessments import policies
from trainer.assessments.queries import units
from trainer.core import clock
from trainer.registrations.models import UnitAssessment
from trainer.registrations.policies import progress_sites
from trainer.stories import queries
from trainer.web.access import actor
from trainer.web.finding import found

bp = Blueprint("stories", __name__)


@bp.get("/units/<int:unit_assessment_id>/story")
def unit(unit_assessment_id: int) -> ResponseReturnValue:
    """Tell everything that was ever decided about a unit, in the order it was."""
    me = actor()
    one: UnitAssessment = found(
        units.seen_by(unit_assessment_id, me.id, clock.today(), sites=progress_sites(me))
    )
    may_read = policies.may_read_feedback(me, one)
    return render_template(
        "stories/unit.html",
        unit=one,
        registration=one.registration,
        story=queries.story_of(one, me, may_read=bool(may_read)),
        may_read=may_read,
    )
