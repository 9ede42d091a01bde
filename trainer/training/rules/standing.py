"""How somebody stands on a day with a skill they must hold."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from trainer.training.rules.requiring import Asked


class SkillState(StrEnum):
    """How somebody stands with a skill."""

    HELD = "held"
    DUE = "due"
    GRACE = "grace"
    LAPSED = "lapsed"
    MISSING = "missing"
    NOT_YET = "not_yet"
    EXEMPT = "exempt"


COVERED = frozenset({SkillState.HELD, SkillState.DUE, SkillState.GRACE})
"""Where somebody counts as holding it."""

WANTING = frozenset({SkillState.LAPSED, SkillState.MISSING})
"""Where somebody ought to hold it and doesn't."""

TO_DO = frozenset({SkillState.DUE, SkillState.GRACE, SkillState.NOT_YET}) | WANTING
"""Where there is something for them to do."""


class Standing(NamedTuple):
    """How somebody stands, and the day it turns on: the end, the day it is due, or None for good."""

    state: SkillState
    deadline: date | None


def latest(ends: Collection[date | None]) -> date | None:
    """Tell the latest of these ends; one that is for good outlasts every other."""
    return None if None in ends else max(end for end in ends if end is not None)


def is_held_for_long(end: date | None, day: date, renewal_days: int) -> bool:
    """Say whether what ends then, or never, holds for longer than its renewal days."""
    return end is None or day < end - timedelta(days=renewal_days)


def state_of(
    asked: Asked,
    ends: Collection[date | None],
    day: date,
    *,
    renewal_days: int,
    grace_days: int,
) -> Standing:
    """Say how somebody stands, by the ends of what they came by so far that counts for the skill.

    An exemption matters to those who don't hold it, or not for much longer. What had lapsed before
    it was asked of them is no lapse: they have as long to get it as anybody new.
    """
    end = latest(ends) if ends else None
    if ends and is_held_for_long(end, day, renewal_days):
        return Standing(SkillState.HELD, end)
    if asked.exempt_until is not None:
        return Standing(SkillState.EXEMPT, asked.exempt_until)
    if end is not None and day < end + timedelta(days=grace_days):
        return Standing(SkillState.DUE if day < end else SkillState.GRACE, end)
    return _without(asked, end and end + timedelta(days=grace_days), end, day)


def _without(asked: Asked, lapsed_on: date | None, end: date | None, day: date) -> Standing:
    if day < asked.due_on:
        return Standing(SkillState.NOT_YET, asked.due_on)
    if lapsed_on is not None and lapsed_on > asked.since:
        return Standing(SkillState.LAPSED, end)
    return Standing(SkillState.MISSING, asked.due_on)
