"""When somebody could take on a role: now, within six months, or later."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from trainer.careers.rules.readiness import Line, Readiness, ready
from trainer.core import clock

SOON_MONTHS = 6


class When(StrEnum):
    """When somebody could take on a role, as things stand."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"


def soon(day: date) -> date:
    """Say which day is six months after another."""
    return clock.months_after(day, SOON_MONTHS)


def when(today: Sequence[Line], then: Sequence[Line]) -> When:
    """Say when somebody could take the role on, from how they stand today and will in six months.

    Soon is whoever by then lacks nothing but what is under way already: months pass by themselves, and
    nothing that is met today may have ended by then.
    """
    if ready(today):
        return When.NOW
    return When.SOON if all(one.state is not Readiness.NOT for one in then) else When.LATER
