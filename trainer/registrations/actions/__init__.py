"""Every write to registrations: registering, choosing units, changing, claiming, lapsing."""

from trainer.registrations.actions.changing import (
    reassign,
    resume,
    take_break,
    transfer,
    withdraw,
)
from trainer.registrations.actions.choosing import choose_units
from trainer.registrations.actions.claiming import (
    claim,
    make_ready_again,
    record_award,
    record_rejection,
)
from trainer.registrations.actions.lapsing import lapse_overdue
from trainer.registrations.actions.registering import (
    apply,
    record_initial_assessment,
    register,
    register_learner,
    start,
)
from trainer.registrations.actions.warning import warn_of_ends

__all__ = [
    "apply",
    "choose_units",
    "claim",
    "lapse_overdue",
    "make_ready_again",
    "reassign",
    "record_award",
    "record_initial_assessment",
    "record_rejection",
    "register",
    "register_learner",
    "resume",
    "start",
    "take_break",
    "transfer",
    "warn_of_ends",
    "withdraw",
]
