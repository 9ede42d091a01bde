"""Whether enough people at a place hold a skill, and on how few that hangs."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class CoverState(StrEnum):
    """How a place stands with the number it is to have."""

    MET = "met"
    THIN = "thin"
    SHORT = "short"


class Holds(NamedTuple):
    """Somebody who holds it: until which day (None is for good), and whether that is soon."""

    person_id: int
    until: date | None
    is_soon: bool


class Cover(NamedTuple):
    """How a place stands; `short_on` is the day it falls short if nobody renews.

    `hangs_on` is the one person after whom nobody would be left, though another may be soon over.
    """

    state: CoverState
    short_on: date | None
    hangs_on: int | None


def cover(holders: Collection[Holds], number: int) -> Cover:
    """Say whether so many hold it, and for longer than their renewal days.

    It hangs on one person where nobody else holds it, or where everybody else's is over soon.
    """
    lasting = [one for one in holders if not one.is_soon]
    state = CoverState.MET
    if len(lasting) < number:
        state = CoverState.THIN if len(holders) >= number else CoverState.SHORT
    return Cover(state, _short_on(holders, number), _hangs_on(holders, lasting))


def _short_on(holders: Collection[Holds], number: int) -> date | None:
    days = sorted(one.until for one in holders if one.until is not None)
    spare = len(holders) - number
    return days[spare] if 0 <= spare < len(days) else None


def _hangs_on(holders: Collection[Holds], lasting: Collection[Holds]) -> int | None:
    if len(lasting) > 1 or not holders:
        return None
    last = max(lasting or holders, key=lambda one: one.until or date.max)
    return last.person_id
