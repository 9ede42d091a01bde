"""How somebody in a team is, from what is known of them, and what is the most needful: no database."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

BEHIND = Fraction(1, 4)
"""By more of the units than this, somebody is behind where an even pace would have them."""


class TeamSign(StrEnum):
    """What there is to know of somebody, the most needful first."""

    PLACE_ASKED = "place_asked"
    LAPSED = "lapsed"
    MISSING = "missing"
    LATE = "late"
    UNREAD = "unread"
    ENDING = "ending"
    REGISTER = "register"
    CERTIFICATE = "certificate"
    SLOW = "slow"
    READY = "ready"
    BOOKED = "booked"


ORDER = {sign: place for place, sign in enumerate(TeamSign)}

RUNNING_OUT = frozenset(
    {
        TeamSign.LAPSED,
        TeamSign.MISSING,
        TeamSign.ENDING,
        TeamSign.REGISTER,
        TeamSign.CERTIFICATE,
    }
)
"""What holds no more, was never held, or won't hold for much longer, and has no place booked."""


class Seen(NamedTuple):
    """A sign of somebody: what it is about, the day it turns on, and the number of the thing."""

    sign: TeamSign
    about: str
    day: date | None = None
    thing: int = 0


class Pace(StrEnum):
    """How somebody gets on towards a target date."""

    ON_TRACK = "on_track"
    SLOW = "slow"
    LATE = "late"


def pace(
    registered_on: date | None, target_on: date | None, *, done: int, units: int, today: date
) -> Pace:
    """Say how far somebody is with their units beside an even pace from registration to target.

    Without a target day nobody is late; with every unit achieved nobody is, either.
    """
    if target_on is None or done >= units:
        return Pace.ON_TRACK
    if today > target_on:
        return Pace.LATE
    if registered_on is None or registered_on >= target_on:
        return Pace.ON_TRACK
    gone = Fraction((today - registered_on).days, (target_on - registered_on).days)
    return Pace.SLOW if gone - Fraction(done, units) > BEHIND else Pace.ON_TRACK


def by_need(signs: Sequence[Seen]) -> list[Seen]:
    """Put what is the most needful first: by sign, then by the nearest day."""
    return sorted(signs, key=lambda one: (ORDER[one.sign], one.day or date.max, one.about))
