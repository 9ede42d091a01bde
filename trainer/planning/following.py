"""What becomes of plans still ahead when their learner moves to a later version of a unit."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.core.events import publish
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.planning.events import PlanCancelled, PlanFollowed
from trainer.planning.models import OPEN, AssessmentPlan, PlannedCriterion, PlanStatus
from trainer.registrations.models import Registration

Laters = Mapping[int, Mapping[int, Sequence[int]]]
"""For each version of a unit that is left, what each of its criteria became; nothing, if it ended."""


def follow(registration: Registration, laters: Laters, *, actor: User) -> None:
    """Let plans still ahead name what their criteria became; what was agreed stays agreed.

    A plan of which nothing is left is called off.
    """
    plans = db.session.scalars(
        sa.select(AssessmentPlan)
        .where(AssessmentPlan.registration_id == registration.id, AssessmentPlan.status.in_(OPEN))
        .options(selectinload(AssessmentPlan.criteria).joinedload(PlannedCriterion.criterion))
        .order_by(AssessmentPlan.id)
    ).all()
    for plan in plans:
        before = [one.criterion_id for one in plan.criteria]
        after = _after(plan, laters)
        if after == before:
            continue
        if not after:
            _call_off(plan, actor=actor)
            continue
        plan.criteria.clear()
        db.session.flush()  # A criterion that stays is written anew, in its new place.
        plan.criteria = [
            PlannedCriterion(criterion_id=number, position=position)
            for position, number in enumerate(after, start=1)
        ]
        publish(PlanFollowed(actor=actor, subject=plan, criterion_ids=after))


def _after(plan: AssessmentPlan, laters: Laters) -> list[int]:
    found: list[int] = []
    for one in plan.criteria:
        became = laters.get(one.criterion.unit_version_id)
        found += [one.criterion_id] if became is None else became.get(one.criterion_id, ())
    return list(dict.fromkeys(found))


def _call_off(plan: AssessmentPlan, *, actor: User) -> None:
    plan.move_to(PlanStatus.CANCELLED)
    plan.cancelled_because = _("What it was about is asked no more in the new version.")
    publish(PlanCancelled(actor=actor, subject=plan, reason=plan.cancelled_because))
