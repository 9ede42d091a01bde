"""Assessment plans: proposed, and agreed."""

from datetime import date
from typing import Any

from tests.factories_assessments import criteria_of
from trainer.core import clock
from trainer.extensions import db
from trainer.planning import actions
from trainer.planning.models import AssessmentPlan, Method
from trainer.registrations.models import Registration


def make_plan(
    registration: Registration, *, agreed: bool = False, on: date | None = None, **more: Any
) -> AssessmentPlan:
    """A plan for every criterion of the first unit, today unless another day is given."""
    asked = {"method": Method.OBSERVATION, "place": "The returns counter"} | more
    plan = actions.propose(
        registration,
        actor=registration.assessor,
        planned_on=on or clock.today(),
        criteria=[one.id for one in criteria_of(registration, 0)],
        **asked,
    )
    if agreed:
        actions.agree(plan, actor=registration.learner)
    db.session.commit()
    return plan
