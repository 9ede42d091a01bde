"""Who sees assessment plans, proposes, agrees to, carries out and cancels them."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.policy import YES, Verdict, first_refusal, no
from trainer.core.text import gettext as _
from trainer.planning.models import AssessmentPlan, PlanStatus
from trainer.registrations.models import Registration, RegistrationStatus
from trainer.registrations.policies import progress_visible_to

PLANNED_UNDER = frozenset({RegistrationStatus.REGISTERED, RegistrationStatus.ACTIVE})


def visible_to(actor: User) -> sa.Select[AssessmentPlan]:
    """Select the plans under the registrations whose progress this person may see."""
    return (
        sa.select(AssessmentPlan)
        .join(AssessmentPlan.registration)
        .where(progress_visible_to(actor))
    )


def registrations_visible_to(actor: User) -> sa.Select[Registration]:
    """Select the registrations whose plans this person may see."""
    return sa.select(Registration).where(progress_visible_to(actor))


def may_plan(actor: User, registration: Registration) -> Verdict:
    """Say whether this person may plan assessments under the registration: its assessor may."""
    if actor.id != registration.assessor_id:
        return no(_("%(name)s plans the assessments here.", name=registration.assessor.known_as))
    if registration.status is RegistrationStatus.BREAK_IN_LEARNING:
        return no(_("Nothing is planned during a break in learning."))
    if registration.status not in PLANNED_UNDER:
        return no(_("There is nothing left to plan under this registration."))
    return YES


def may_change(actor: User, plan: AssessmentPlan) -> Verdict:
    """Say whether this person may propose the plan anew."""
    return first_refusal(_lies_ahead(plan), may_plan(actor, plan.registration))


def may_answer(actor: User, plan: AssessmentPlan) -> Verdict:
    """Say whether this person may agree to the plan, or ask for something else."""
    if actor.id != plan.registration.learner_id:
        return no(_("Only the learner can agree to this."))
    if plan.status is not PlanStatus.PROPOSED:
        return no(_("This plan doesn't wait for an answer."))
    return YES


def may_carry_out(actor: User, plan: AssessmentPlan) -> Verdict:
    """Say whether this person may write down what came of the plan."""
    if plan.status is not PlanStatus.AGREED:
        return no(_("Only a plan that both agreed to is carried out."))
    if plan.planned_on > clock.today():
        return no(_("This plan is for a day to come. Change its day if it was earlier."))
    return may_plan(actor, plan.registration)


def may_cancel(actor: User, plan: AssessmentPlan) -> Verdict:
    """Say whether this person may call the plan off: either of the two may."""
    if actor.id not in {plan.registration.learner_id, plan.registration.assessor_id}:
        return no(_("Only the learner and the assessor can call this off."))
    return _lies_ahead(plan)


def _lies_ahead(plan: AssessmentPlan) -> Verdict:
    if not plan.is_open:
        return no(_("This plan is done or called off."))
    return YES
