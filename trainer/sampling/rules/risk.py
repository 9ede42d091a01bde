"""How much of an assessor's work is looked into, from what was found in it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trainer.sampling.rules.settings import ALL, Level, Settings


class Verdict(StrEnum):
    """What a quality assurer who looked into a unit says of it."""

    AGREED = "agreed"
    AGREED_WITH_POINTS = "agreed_with_points"
    DISAGREED = "disagreed"


@dataclass(frozen=True)
class Rate:
    """What share of an assessor's decisions is looked into, and what it follows from.

    `level` is where the record puts the assessor, `base` that level's share, and `doubled` how
    often a disagreement has doubled it since. `agreed` counts the agreed looks, `in_a_row` those
    since the share last changed.
    """

    level: Level
    base: int
    doubled: int = 0
    agreed: int = 0
    in_a_row: int = 0

    @property
    def per_cent(self) -> int:
        """The share that holds now."""
        return min(ALL, self.base * 2**self.doubled)

    def to_data(self) -> dict[str, Any]:
        """Write the rate as plain data."""
        return {
            "level": self.level.value,
            "base": self.base,
            "doubled": self.doubled,
            "agreed": self.agreed,
            "in_a_row": self.in_a_row,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Rate":
        """Read a rate written by `to_data`."""
        return cls(**{**data, "level": Level(data["level"])})


def rate_of(settings: Settings, looks: Iterable[Verdict], *, qualified: bool) -> Rate:
    """Say what share holds for an assessor after these looks, the earliest first.

    A disagreement raises the share at once. It falls only after so many agreed looks in a row as
    the strategy asks for; time alone lowers nothing, nor does agreeing with points.
    """
    agreed = in_a_row = doubled = 0
    for verdict in looks:
        if verdict is Verdict.DISAGREED:
            doubled, in_a_row = doubled + 1, 0
        elif verdict is Verdict.AGREED:
            agreed, in_a_row = agreed + 1, in_a_row + 1
            if doubled and in_a_row >= settings.fall_after:
                doubled, in_a_row = doubled - 1, 0
    level = _level(settings, agreed, in_a_row, doubled, qualified=qualified)
    base = settings.rates[level]
    return Rate(level, base, doubled if qualified else 0, agreed, in_a_row)


def _level(
    settings: Settings, agreed: int, in_a_row: int, doubled: int, *, qualified: bool
) -> Level:
    if not qualified:
        return Level.IN_TRAINING
    if agreed < settings.settled_after:
        return Level.NEW
    if not doubled and in_a_row >= settings.low_after:
        return Level.LOW
    return Level.NORMAL
