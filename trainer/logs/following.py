"""What logs do when registrations change: share evidence with those allocated, aim at the units."""

from trainer.core import clock
from trainer.logs.sharing import end_reading, grant_reading, set_goal_units
from trainer.registrations.events import (
    Allocated,
    Lapsed,
    Transferred,
    UnitsChosen,
    Withdrawn,
)
from trainer.registrations.models import Registration


def share_with_allocated(event: Allocated) -> None:
    """Let the assessor and the quality assurer read the learner's evidence, and the former no more."""
    learner, reason = event.subject.learner, _reason(event.subject)
    now_allocated = {event.assessor.id, event.iqa.id}
    for former in (event.former_assessor, event.former_iqa):
        if former is not None and former.id not in now_allocated:
            end_reading(actor=event.actor, reader=former, learner=learner, reason=reason)
    for reader in (event.assessor, event.iqa):
        grant_reading(
            actor=event.actor,
            reader=reader,
            learner=learner,
            reason=reason,
            starts_on=clock.today(),
            sees_others=True,
        )


def aim_at_units(event: UnitsChosen) -> None:
    """Suggest criteria of the units now chosen, and no others of this registration."""
    set_goal_units(
        user=event.subject.learner,
        units=[unit.id for unit in event.units],
        source=_reason(event.subject),
    )


def aim_no_more(event: Withdrawn | Transferred | Lapsed) -> None:
    """Suggest criteria of a registration no longer once nothing can be met under it."""
    set_goal_units(user=event.learner, units=[], source=_reason(event.subject))


def _reason(registration: Registration) -> str:
    return f"registration {registration.id}"
