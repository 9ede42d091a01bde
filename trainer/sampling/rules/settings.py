"""What a strategy says: shares by risk, triggers, targets, and how shares rise and fall."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How much is known of an assessor's decisions on a qualification."""

    IN_TRAINING = "in_training"
    NEW = "new"
    NORMAL = "normal"
    LOW = "low"


class Trigger(StrEnum):
    """What makes a unit be looked into whatever the lot says, the weightiest first."""

    PRIOR_LEARNING = "prior_learning"
    LINE_MANAGER = "line_manager"
    DISAGREED = "disagreed"
    SAME_FAULT = "same_fault"
    APPEALED = "appealed"
    FIRST = "first"
    SIMULATION = "simulation"
    ONE_KIND = "one_kind"


class Target(StrEnum):
    """What is looked into at least once within the time the strategy gives it (CAMERA)."""

    ASSESSORS = "assessors"
    UNITS = "units"
    METHODS = "methods"
    SITES = "sites"
    CANDIDATES = "candidates"


ALWAYS = frozenset(
    {Trigger.PRIOR_LEARNING, Trigger.LINE_MANAGER, Trigger.DISAGREED, Trigger.SAME_FAULT}
)
"""What no strategy may switch off: nobody independent has seen it, or a fault was found."""


ALL = 100
"""Per cent."""

LONGEST = 36
"""Months within which everything a strategy names is looked into."""


class BadStrategy(ValueError):
    """A strategy that cannot be followed; `field` names what is wrong, `problem` says how."""

    def __init__(self, field_: str, problem: str) -> None:
        super().__init__(f"{field_}: {problem}")
        self.field, self.problem = field_, problem


def _rates() -> dict[Level, int]:
    return {Level.IN_TRAINING: 100, Level.NEW: 50, Level.NORMAL: 25, Level.LOW: 15}


def _targets() -> dict[Target, int]:
    return {Target.ASSESSORS: 12, Target.UNITS: 12, Target.METHODS: 12, Target.SITES: 12}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """A strategy as data.

    `rates` are per cent of what neither a trigger nor a target asks for. `targets` are months
    within which each is looked into once. `settled_after` agreed looks make a new assessor a
    normal one, `low_after` in a row one of low risk; a disagreement doubles the rate, and
    `fall_after` agreed looks in a row halve it again. `most` is how many a draw may pick.
    """

    rates: Mapping[Level, int] = field(default_factory=_rates)
    triggers: frozenset[Trigger] = frozenset(Trigger)
    targets: Mapping[Target, int] = field(default_factory=_targets)
    settled_after: int = 10
    low_after: int = 20
    fall_after: int = 10
    most: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be followed, naming the field."""
        self._check_rates()
        if not self.triggers >= ALWAYS:
            raise BadStrategy("triggers", "always")
        for target, months in self.targets.items():
            if not 1 <= months <= LONGEST:
                raise BadStrategy(target, "months")
        if not 1 <= self.settled_after <= self.low_after:
            raise BadStrategy("low_after", "order")
        if self.fall_after < 1:
            raise BadStrategy("fall_after", "none")
        if self.most is not None and self.most < 1:
            raise BadStrategy("most", "none")

    def _check_rates(self) -> None:
        for level, rate in self.rates.items():
            if not 0 <= rate <= ALL:
                raise BadStrategy(level, "per_cent")
        low, normal, new = (self.rates[one] for one in (Level.LOW, Level.NORMAL, Level.NEW))
        if not low <= normal <= new:
            raise BadStrategy(Level.NORMAL, "order")
        if self.rates[Level.IN_TRAINING] != ALL:
            raise BadStrategy(Level.IN_TRAINING, "all")
        if low == 0:
            raise BadStrategy(Level.LOW, "none")

    def to_data(self) -> dict[str, Any]:
        """Write the settings as plain data, always the same for the same settings."""
        return {
            "rates": {level.value: self.rates[level] for level in Level},
            "triggers": sorted(trigger.value for trigger in self.triggers),
            "targets": {one.value: self.targets[one] for one in Target if one in self.targets},
            "settled_after": self.settled_after,
            "low_after": self.low_after,
            "fall_after": self.fall_after,
            "most": self.most,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Settings":
        """Read settings written by `to_data`; raises `BadStrategy` where they can't be followed."""
        return cls(
            rates={Level(name): rate for name, rate in data["rates"].items()},
            triggers=frozenset(Trigger(name) for name in data["triggers"]),
            targets={Target(name): months for name, months in data["targets"].items()},
            settled_after=data["settled_after"],
            low_after=data["low_after"],
            fall_after=data["fall_after"],
            most=data["most"],
        )
