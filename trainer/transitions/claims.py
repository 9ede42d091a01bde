"""What a move does to entries not sent yet: which claims turn into which, and which end."""

from collections.abc import Sequence
from dataclasses import replace

from trainer.extensions import db
from trainer.logs.relinking import unsent_claims
from trainer.transitions.ahead import Ahead, ClaimAhead


def with_claims(plans: Sequence[Ahead]) -> list[Ahead]:
    """Add what the learners' entries not sent yet claim of units that change. One statement."""
    changing = {plan.registration.id: plan.laters for plan in plans}
    owners = {plan.registration.learner_id for plan in plans}
    units = {unit for one in changing.values() for unit in one}
    rows = db.session.execute(unsent_claims(owners, units)).all() if units else []
    return [
        replace(
            plan,
            claims=tuple(
                ClaimAhead(revision, criterion, laters[unit].get(criterion, ()), shared)
                for owner, revision, unit, criterion, shared in rows
                if owner == plan.registration.learner_id
                and unit in (laters := changing[plan.registration.id])
            ),
        )
        for plan in plans
    ]
