"""Proposing, agreeing to, carrying out and cancelling plans; opening and closing a calendar."""

import secrets
from collections.abc import Collection
from datetime import date, time

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.queries import hash_secret
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.planning import policies, queries
from trainer.planning.events import (
    CalendarClosed,
    CalendarOpened,
    ChangeAsked,
    PlanAgreed,
    PlanCancelled,
    PlanCarriedOut,
    PlanProposed,
)
from trainer.planning.models import (
    OPEN,
    AssessmentPlan,
    CalendarAddress,
    Method,
    PlannedCriterion,
    PlanStatus,
)
from trainer.registrations.events import Lapsed, Transferred, Withdrawn
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


def propose(
    registration: Registration,
    *,
    actor: User,
    method: Method,
    planned_on: date,
    criteria: Collection[int],
    planned_at: time | None = None,
    minutes: int | None = None,
    place: str = "",
    note: str = "",
) -> AssessmentPlan:
    """Propose to the learner what is to be assessed, how, when and where; return the plan."""
    require(policies.may_plan(actor, registration))
    plan = AssessmentPlan(registration=registration)
    _write(plan, actor, method, planned_on, criteria, planned_at, minutes, place, note)
    db.session.add(plan)
    db.session.flush()
    _tell_of_proposal(plan, actor, anew=False)
    return plan


def change(
    plan: AssessmentPlan,
    *,
    actor: User,
    method: Method,
    planned_on: date,
    criteria: Collection[int],
    planned_at: time | None = None,
    minutes: int | None = None,
    place: str = "",
    note: str = "",
) -> None:
    """Propose the plan anew; even one that was agreed has to be agreed again."""
    require(policies.may_change(actor, plan))
    if plan.status is PlanStatus.AGREED:
        plan.move_to(PlanStatus.PROPOSED)
    plan.agreed_by = plan.agreed_at = None
    plan.asked = ""
    plan.criteria.clear()
    db.session.flush()  # A criterion that stays is written anew, in its new place.
    _write(plan, actor, method, planned_on, criteria, planned_at, minutes, place, note)
    db.session.flush()
    _tell_of_proposal(plan, actor, anew=True)


def _write(
    plan: AssessmentPlan,
    actor: User,
    method: Method,
    planned_on: date,
    criteria: Collection[int],
    planned_at: time | None,
    minutes: int | None,
    place: str,
    note: str,
) -> None:
    if planned_on < clock.today():
        raise Unacceptable(_("Plan for today or a day to come."), "planned_on")
    plan.method, plan.planned_on, plan.planned_at = method, planned_on, planned_at
    plan.minutes, plan.place, plan.note = minutes, place, note
    plan.proposed_by, plan.proposed_at = actor, clock.now()
    plan.criteria = [
        PlannedCriterion(criterion_id=number, position=position)
        for position, number in enumerate(_of_units(plan.registration, criteria), start=1)
    ]


def _of_units(registration: Registration, criteria: Collection[int]) -> list[int]:
    """Put the criteria in the order of the units, refusing what none of them asks for."""
    wanted = set(criteria)
    if not wanted:
        raise Unacceptable(_("Choose at least one criterion."), "criteria")
    found = db.session.scalars(
        sa.select(Criterion.id)
        .join(UnitAssessment, UnitAssessment.unit_version_id == Criterion.unit_version_id)
        .where(
            UnitAssessment.registration_id == registration.id,
            UnitAssessment.status.not_in({UnitStatus.WITHDRAWN, UnitStatus.ACHIEVED}),
            Criterion.id.in_(wanted),
        )
        .order_by(UnitAssessment.position, Criterion.position)
    ).all()
    if set(found) != wanted:
        raise Unacceptable(
            _("Some of these criteria are not open under this registration."), "criteria"
        )
    return list(found)


def _tell_of_proposal(plan: AssessmentPlan, actor: User, *, anew: bool) -> None:
    publish(
        PlanProposed(
            actor=actor,
            subject=plan,
            planned_on=plan.planned_on,
            criterion_ids=[one.criterion_id for one in plan.criteria],
            anew=anew,
        )
    )


def ask_for_change(plan: AssessmentPlan, *, actor: User, wish: str) -> None:
    """Ask the assessor for something else than they proposed."""
    require(policies.may_answer(actor, plan))
    if not wish:
        raise Unacceptable(_("Say what would suit you better."), "wish")
    plan.asked = wish
    publish(ChangeAsked(actor=actor, subject=plan, wish=wish))


def agree(plan: AssessmentPlan, *, actor: User) -> None:
    """Agree to the plan; units that had not begun are planned from now on."""
    require(policies.may_answer(actor, plan))
    plan.move_to(PlanStatus.AGREED)
    plan.agreed_by, plan.agreed_at, plan.asked = actor, clock.now(), ""
    for unit in _units_of(plan):
        if unit.status is UnitStatus.NOT_STARTED:
            unit.move_to(UnitStatus.PLANNED)
    publish(PlanAgreed(actor=actor, subject=plan))


def _units_of(plan: AssessmentPlan) -> list[UnitAssessment]:
    planned = (
        sa.select(Criterion.unit_version_id)
        .join(PlannedCriterion, PlannedCriterion.criterion_id == Criterion.id)
        .where(PlannedCriterion.plan_id == plan.id)
    )
    return list(
        db.session.scalars(
            sa.select(UnitAssessment).where(
                UnitAssessment.registration_id == plan.registration_id,
                UnitAssessment.unit_version_id.in_(planned),
            )
        )
    )


def carry_out(
    plan: AssessmentPlan, *, actor: User, done_on: date, covered: Collection[int], outcome: str = ""
) -> None:
    """Write down that the plan was carried out, and which of its criteria came up.

    That is no judgement: criteria are judged on evidence, in the review.
    """
    require(policies.may_carry_out(actor, plan))
    if done_on > clock.today():
        raise Unacceptable(_("That day is still to come."), "done_on")
    if not set(covered) <= {one.criterion_id for one in plan.criteria}:
        raise Unacceptable(_("Tick only what was planned."), "covered")
    plan.move_to(PlanStatus.DONE)
    plan.done_on, plan.outcome = done_on, outcome
    for one in plan.criteria:
        one.covered = one.criterion_id in set(covered)
    publish(
        PlanCarriedOut(actor=actor, subject=plan, done_on=done_on, covered_ids=sorted(set(covered)))
    )


def cancel(plan: AssessmentPlan, *, actor: User, reason: str) -> None:
    """Call the plan off, with a reason the other reads."""
    require(policies.may_cancel(actor, plan))
    plan.move_to(PlanStatus.CANCELLED)
    plan.cancelled_because = reason
    publish(PlanCancelled(actor=actor, subject=plan, reason=reason))


def call_off_with_registration(event: Withdrawn | Transferred | Lapsed) -> None:
    """Call off whatever lay ahead under a registration that has come to its end."""
    for plan in db.session.scalars(
        sa.select(AssessmentPlan)
        .where(AssessmentPlan.registration_id == event.subject.id, AssessmentPlan.status.in_(OPEN))
        .order_by(AssessmentPlan.id)
    ):
        plan.move_to(PlanStatus.CANCELLED)
        plan.cancelled_because = _("The registration has ended.")
        publish(PlanCancelled(actor=event.actor, subject=plan, reason=plan.cancelled_because))


def open_calendar(*, actor: User) -> str:
    """Make a secret address for one's own calendar and return it; the one before is dead."""
    token = secrets.token_urlsafe(24)
    address = queries.calendar_address(actor) or CalendarAddress(user=actor)
    address.token_hash, address.made_at = hash_secret(token), clock.now()
    db.session.add(address)
    db.session.flush()
    publish(CalendarOpened(actor=actor, subject=address))
    return token


def close_calendar(*, actor: User) -> None:
    """Take one's calendar's address away."""
    address = queries.calendar_address(actor)
    if address is not None:
        publish(CalendarClosed(actor=actor, subject=address))
        db.session.delete(address)
