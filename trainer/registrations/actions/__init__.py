"""Every write to registrations: registering, choosing units, changing, lapsing."""

from trainer.registrations.actions.changing import (
    reassign,
    resume,
    take_break,
    transfer,
    withdraw,
)
from trainer.registrations.actions.choosing import choose_units
from trainer.registrations.actions.crediting import credit
from trainer.registrations.actions.lapsing import lapse_overdue
from trainer.registrations.actions.registering import (
    apply,
    record_initial_assessment,
    register,
    register_learner,
    start,
)
from trainer.registrations.actions.warning import warn_of_ends, warn_of_lapses

__all__ = [
    "apply",
    "choose_units",
    "credit",
    "lapse_overdue",
    "reassign",
    "record_initial_assessment",
    "register",
    "register_learner",
    "resume",
    "start",
    "take_break",
    "transfer",
    "warn_of_ends",
    "warn_of_lapses",
    "withdraw",
]
