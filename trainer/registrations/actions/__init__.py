"""Every write to registrations: registering a learner, choosing units, changing who and whether."""

from trainer.registrations.actions.changing import reassign, resume, take_break, withdraw
from trainer.registrations.actions.choosing import choose_units
from trainer.registrations.actions.registering import (
    apply,
    record_initial_assessment,
    register,
    register_learner,
    start,
)

__all__ = [
    "apply",
    "choose_units",
    "reassign",
    "record_initial_assessment",
    "register",
    "register_learner",
    "resume",
    "start",
    "take_break",
    "withdraw",
]
