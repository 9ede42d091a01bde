"""Whom assessment plans concern: the other of the two."""

from trainer.core.text import gettext as _
from trainer.notifications.telling import tell
from trainer.planning.events import (
    ChangeAsked,
    PlanAgreed,
    PlanCancelled,
    PlanCarriedOut,
    PlanProposed,
)
from trainer.planning.models import AssessmentPlan


def tell_of_proposal(event: PlanProposed) -> None:
    """Ask the learner to agree."""
    plan = event.subject
    name = plan.registration.assessor.name
    words = (
        _("%(name)s changed a plan with you. Look whether it still suits you.", name=name)
        if event.anew
        else _("%(name)s proposes an assessment. Look whether it suits you.", name=name)
    )
    tell(plan.registration.learner, words, _path(plan), actor=event.actor)


def tell_of_wish(event: ChangeAsked) -> None:
    """Tell the assessor what would suit the learner better."""
    plan = event.subject
    name = plan.registration.learner.name
    words = _("%(name)s asks for something else than you planned.", name=name)
    tell(plan.registration.assessor, words, _path(plan), actor=event.actor)


def tell_of_agreement(event: PlanAgreed) -> None:
    """Tell the assessor that it is settled."""
    plan = event.subject
    words = _("%(name)s agrees to your plan.", name=plan.registration.learner.name)
    tell(plan.registration.assessor, words, _path(plan), actor=event.actor)


def tell_of_outcome(event: PlanCarriedOut) -> None:
    """Let the learner read what the assessor wrote down."""
    plan = event.subject
    name = plan.registration.assessor.name
    words = _("%(name)s wrote down what came of your plan.", name=name)
    tell(plan.registration.learner, words, _path(plan), actor=event.actor)


def tell_of_cancelling(event: PlanCancelled) -> None:
    """Tell the other that nothing comes of it, and why."""
    plan = event.subject
    registration = plan.registration
    words = _("A plan of yours was called off: %(reason)s", reason=event.reason)
    for person in (registration.learner, registration.assessor):
        tell(person, words, _path(plan), actor=event.actor)


def _path(plan: AssessmentPlan) -> str:
    return f"/plans/{plan.id}"
