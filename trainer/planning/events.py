"""What happens to assessment plans."""

from dataclasses import dataclass
from datetime import date

from trainer.core.events import Event
from trainer.planning.models import AssessmentPlan, CalendarAddress


@dataclass(frozen=True, kw_only=True)
class PlanProposed(Event):
    """An assessor proposed what to assess, how, when and where; or proposed it anew, changed."""

    subject: AssessmentPlan
    planned_on: date
    criterion_ids: list[int]
    anew: bool


@dataclass(frozen=True, kw_only=True)
class ChangeAsked(Event):
    """A learner asked for something else than was proposed."""

    subject: AssessmentPlan
    wish: str


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(Event):
    """A learner agreed to what their assessor proposed."""

    subject: AssessmentPlan


@dataclass(frozen=True, kw_only=True)
class PlanFollowed(Event):
    """A plan is about what its criteria became in the version its learner moved to."""

    subject: AssessmentPlan
    criterion_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class PlanCarriedOut(Event):
    """An assessor wrote down what came of a plan, and which of its criteria came up."""

    subject: AssessmentPlan
    done_on: date
    covered_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class PlanCancelled(Event):
    """A plan was called off."""

    subject: AssessmentPlan
    reason: str


@dataclass(frozen=True, kw_only=True)
class CalendarOpened(Event):
    """Somebody got a secret address for their calendar; one they had before is dead."""

    subject: CalendarAddress


@dataclass(frozen=True, kw_only=True)
class CalendarClosed(Event):
    """Somebody had the address of their calendar taken away."""

    subject: CalendarAddress
