"""What is decided in the months of a scenario, and which of it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, count
from random import Random

from trainer.sampling.rules.drawing import Row
from trainer.sampling.rules.settings import Trigger
from trainer.sampling.simulating.scenarios import (
    MONTHS,
    STAY,
    TRAINED_AFTER,
    UNITS,
    Kind,
    Scenario,
    Where,
)

A_MONTH = 60
SITES = 3
METHODS = ("account", "discussion", "observation", "product", "questions", "witness")
PRIOR_LEARNING, LINE_MANAGER, APPEALED = 0.03, 0.03, 0.01
ONE_KIND, SIMULATION = 0.10, 0.05
ONE_KIND_OF_NEWCOMERS, SIMULATION_OF_NEWCOMERS = 0.30, 0.15
MISREAD = "0"
"""The unit that is misread where one is."""

_HOLDERS = 100
_MIXES = {many: list(combinations(METHODS, many)) for many in (1, 2, 3)}
_UNIT_NAMES = [str(number) for number in range(UNITS)]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as the draw knows it, and what only the simulation knows.

    `shows` says of a wrong one whether whoever looks into it finds that it is wrong: the same
    under every plan.
    """

    row: Row
    kind: Kind
    month: int
    wrong: bool
    shows: bool


def world_of(scenario: Scenario, chance: Random, finds: float) -> list[list[Decision]]:
    """Let the scenario's assessors decide, month by month.

    `finds` is the probability with which a look at a wrong decision finds it.
    """
    world = _World(scenario, chance, finds)
    return [[world.decide(month) for _one in range(A_MONTH)] for month in range(1, MONTHS + 1)]


def is_qualified(kind: Kind, month: int) -> bool:
    """Say whether an assessor of this kind is qualified in a month."""
    return kind is not Kind.TRAINEE or month > TRAINED_AFTER


class _World:
    """Who assesses, and on which units each of them has decided before."""

    def __init__(self, scenario: Scenario, chance: Random, finds: float) -> None:
        self.scenario, self.chance, self.finds = scenario, chance, finds
        self.places = [kind for kind, many in scenario.places for _one in range(many)]
        self.begun: set[tuple[int, str]] = set()
        self.numbers = count(1)

    def decide(self, month: int) -> Decision:
        """Let somebody decide on something, both by chance."""
        chance, number = self.chance, next(self.numbers)
        place = _any_of(len(self.places), chance)
        kind = self.places[place]
        holder = (month - 1) // STAY if kind is Kind.NEWCOMER else 0
        assessor, unit = place * _HOLDERS + holder, _UNIT_NAMES[_any_of(UNITS, chance)]
        methods = _methods(kind, chance)
        row = Row(
            id=number,
            cycle=1,
            assessor=assessor,
            candidate=number,
            unit=unit,
            site=_any_of(SITES, chance),
            methods=methods,
            triggers=(*_triggers(methods, chance), *self._first(assessor, unit)),
        )
        wrong = chance.random() < _rate(self.scenario, kind, month, row)
        return Decision(row, kind, month, wrong, chance.random() < self.finds)

    def _first(self, assessor: int, unit: str) -> Iterator[str]:
        if (assessor, unit) not in self.begun:
            self.begun.add((assessor, unit))
            yield Trigger.FIRST


def _any_of(many: int, chance: Random) -> int:
    """Choose a number below so many, all equally likely, quicker than the library does."""
    return int(chance.random() * many)


def _methods(kind: Kind, chance: Random) -> tuple[str, ...]:
    busy = kind is Kind.NEWCOMER
    if chance.random() < PRIOR_LEARNING:
        return ("rpl",)
    one_kind = ONE_KIND_OF_NEWCOMERS if busy else ONE_KIND
    many = 1 if chance.random() < one_kind else 2 + _any_of(2, chance)
    methods = _MIXES[many][_any_of(len(_MIXES[many]), chance)]
    simulated = chance.random() < (SIMULATION_OF_NEWCOMERS if busy else SIMULATION)
    return (*methods, "simulation") if simulated else methods


def _triggers(methods: tuple[str, ...], chance: Random) -> Iterator[str]:
    if methods == ("rpl",):
        yield Trigger.PRIOR_LEARNING
    elif len(methods) == 1:
        yield Trigger.ONE_KIND
    if "simulation" in methods:
        yield Trigger.SIMULATION
    if chance.random() < LINE_MANAGER:
        yield Trigger.LINE_MANAGER
    if chance.random() < APPEALED:
        yield Trigger.APPEALED


def _rate(scenario: Scenario, kind: Kind, month: int, row: Row) -> float:
    rates = (
        fault.rate_in(month)
        for fault in scenario.faults
        if kind in fault.who and _is_there(fault.where, row)
    )
    return max(rates, default=0)


def _is_there(where: Where, row: Row) -> bool:
    match where:
        case Where.ANYWHERE:
            return True
        case Where.FIRST:
            return Trigger.FIRST in row.triggers
        case Where.ONE_KIND:
            return Trigger.ONE_KIND in row.triggers
        case Where.ONE_UNIT:
            return row.unit == MISREAD
        case Where.QUIET:
            return not row.triggers
