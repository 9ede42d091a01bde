"""What a move does to entries not sent yet: which claims turn into which, and which end."""

from collections.abc import Sequence
from dataclasses import replace

from trainer.extensions import db
from trainer.logs.relinking import unsent_claims
from trainer.transitions.ahead import Ahead, ClaimAhead, UnitAhead, UnitMove

CHANGING = frozenset({UnitMove.GOES_ON, UnitMove.DROPPED})
"""What is claimed of these units is claimed of another version from then on, or no more."""


def with_claims(plans: Sequence[Ahead]) -> list[Ahead]:
    """Add what the learners' entries not sent yet claim of units that change. One statement."""
    changing = {
        plan.registration.id: {
            unit.former.id: _laters(unit)
            for unit in plan.units
            if unit.former is not None and unit.move in CHANGING
        }
        for plan in plans
    }
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


def _laters(unit: UnitAhead) -> dict[int, tuple[int, ...]]:
    """Say of each earlier criterion which later ones it became."""
    found: dict[int, tuple[int, ...]] = {}
    for one in unit.criteria:
        if one.former_id is not None and one.later_id is not None:
            found[one.former_id] = (*found.get(one.former_id, ()), one.later_id)
    return found
