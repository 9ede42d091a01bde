"""The scenarios, as fixed before anything was measured: who assesses, and where the errors sit."""

from dataclasses import dataclass
from enum import StrEnum

MONTHS = 24
TRAINED_AFTER = 12
"""Months after which who is in training is qualified."""
STAY = 6
"""Months that a newcomer stays before another one takes their place."""
UNITS = 10


class Kind(StrEnum):
    """What is known of the assessors who hold a place, one after the other or all the time."""

    STEADY = "steady"
    POOR = "poor"
    TRAINEE = "trainee"
    NEWCOMER = "newcomer"


class Where(StrEnum):
    """Among which decisions errors sit; `QUIET` are those that nothing about them draws a look to."""

    ANYWHERE = "anywhere"
    FIRST = "first"
    ONE_KIND = "one_kind"
    ONE_UNIT = "one_unit"
    QUIET = "quiet"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A share of decisions that is wrong, by whose they are, where, and in which months.

    It is `rate` in the month it begins and `rising` more with each month after.
    """

    rate: float
    who: frozenset[Kind] = frozenset(Kind)
    where: Where = Where.ANYWHERE
    since: int = 1
    until: int = MONTHS
    rising: float = 0

    def rate_in(self, month: int) -> float:
        """Say what share of these decisions is wrong in a month."""
        in_time = self.since <= month <= self.until
        return self.rate + self.rising * (month - self.since) if in_time else 0


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Who holds the places of assessors, and the faults; where several fit, the highest rate holds.

    `watched` are the poor assessors, from month `since` on: how long until one is found counts.
    """

    key: str
    title: str
    faults: tuple[Fault, ...]
    places: tuple[tuple[Kind, int], ...] = ((Kind.STEADY, 11), (Kind.TRAINEE, 1))
    watched: Kind | None = None
    since: int = 1


_POOR = frozenset({Kind.POOR})
_FEW = Fault(rate=0.02)


def _beside(poor: int) -> tuple[tuple[Kind, int], ...]:
    return (Kind.POOR, poor), (Kind.STEADY, 11 - poor), (Kind.TRAINEE, 1)


SCENARIOS = (
    Scenario(
        key="few-poor",
        title="A few poor assessors",
        places=_beside(2),
        faults=(_FEW, Fault(rate=0.20, who=_POOR)),
        watched=Kind.POOR,
    ),
    Scenario(
        key="gets-worse",
        title="One gets worse halfway",
        places=_beside(1),
        faults=(_FEW, Fault(rate=0.25, who=_POOR, since=13)),
        watched=Kind.POOR,
        since=13,
    ),
    Scenario(
        key="first-decisions",
        title="First decisions",
        faults=(_FEW, Fault(rate=0.20, where=Where.FIRST)),
    ),
    Scenario(
        key="one-kind",
        title="One kind of evidence",
        faults=(_FEW, Fault(rate=0.20, where=Where.ONE_KIND)),
    ),
    Scenario(
        key="trainees",
        title="Trainees",
        places=((Kind.STEADY, 9), (Kind.TRAINEE, 3)),
        faults=(_FEW, Fault(rate=0.20, who=frozenset({Kind.TRAINEE}), until=TRAINED_AFTER)),
        watched=Kind.TRAINEE,
    ),
    Scenario(
        key="signals-say-nothing",
        title="Signals say nothing",
        faults=(Fault(rate=0.05),),
    ),
    Scenario(
        key="signals-mislead",
        title="Signals mislead",
        places=((Kind.POOR, 6), (Kind.NEWCOMER, 6)),
        faults=(Fault(rate=0.12, who=_POOR, where=Where.QUIET, since=13),),
        watched=Kind.POOR,
        since=13,
    ),
    Scenario(
        key="all-good",
        title="All good",
        faults=(Fault(rate=0.005),),
    ),
    Scenario(
        key="one-unit",
        title="One unit is misread",
        faults=(_FEW, Fault(rate=0.20, where=Where.ONE_UNIT)),
    ),
    Scenario(
        key="slow-drift",
        title="Slow drift",
        places=_beside(3),
        faults=(_FEW, Fault(rate=0.02, rising=0.01, who=_POOR)),
        watched=Kind.POOR,
    ),
)
