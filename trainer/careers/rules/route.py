"""The way to a role: the fewest things somebody can do after which everything asked for is met."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from trainer.careers.rules.asking import TIME, Ask, Requirement, asks_in


@dataclass(frozen=True, slots=True)
class Action:
    """Something somebody can do, and every single thing that is met once it is done.

    `hours` is a guide; of two ways with as many actions the one with fewer hours is shorter.
    """

    name: str
    gives: frozenset[Ask]
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """What to do, what time alone brings, and what nothing known here leads to."""

    actions: tuple[Action, ...]
    waits: tuple[Ask, ...]
    out_of_reach: tuple[Requirement, ...]


def met_by(requirement: Requirement, asks: Collection[Ask]) -> bool:
    """Say whether a requirement is met once all of these single things are."""
    if isinstance(requirement, Ask):
        return requirement in asks
    return sum(met_by(part, asks) for part in requirement.parts) >= requirement.least


def shortest(
    requirements: Iterable[Requirement], met: Collection[Ask], actions: Iterable[Action]
) -> Route:
    """Find the fewest actions after which everything is met that can be.

    What comes with time counts as coming. Those that serve several requirements stand first.
    """
    wanted = list(requirements)
    held = frozenset(met)
    coming = {ask for one in wanted for ask in asks_in(one) if ask.kind in TIME and ask not in held}
    start = held | coming
    everything = sorted(actions, key=lambda action: (action.hours, action.name))
    reach = start.union(*(action.gives for action in everything))
    possible = [one for one in wanted if met_by(one, reach)]
    search = _Search(possible, everything)
    search.go(start, (), frozenset())
    chosen = sorted(search.best or (), key=lambda one: (-_serves(one, possible), one.name))
    reached = start.union(*(action.gives for action in chosen))
    return Route(
        tuple(chosen),
        tuple(_waits(possible, reached, coming)),
        tuple(one for one in wanted if not met_by(one, reach)),
    )


def _serves(action: Action, requirements: Iterable[Requirement]) -> int:
    return sum(not action.gives.isdisjoint(asks_in(one)) for one in requirements)


def _waits(
    requirements: Iterable[Requirement], reached: frozenset[Ask], coming: set[Ask]
) -> list[Ask]:
    """Name what has to be waited for: a requirement would not be met without it."""
    found = {
        ask: None
        for one in requirements
        if not met_by(one, reached - coming)
        for ask in asks_in(one)
        if ask in coming
    }
    return list(found)


class _Search:
    """Goes through the sets of actions, leaving out those that cannot be shorter than the best so far.

    Some action that helps the requirement with the fewest helpers has to be taken, so only those are
    tried; and as many are still needed as there are unmet requirements without a helper in common.
    """

    def __init__(self, requirements: Sequence[Requirement], actions: Sequence[Action]) -> None:
        self._requirements = requirements
        self._actions = actions
        self._asks = {id(one): frozenset(asks_in(one)) for one in requirements}
        self.best: tuple[Action, ...] | None = None

    def go(
        self, held: frozenset[Ask], taken: tuple[Action, ...], passed: frozenset[Action]
    ) -> None:
        """Go on from what is held and taken; what is in `passed` was tried before."""
        unmet = [one for one in self._requirements if not met_by(one, held)]
        if not unmet:
            if self.best is None or _length(taken) < _length(self.best):
                self.best = taken
            return
        helpers = [self._helpers(one, held, passed) for one in unmet]
        if self._too_long(taken, helpers) or not self._reaches(unmet, held, passed):
            return
        tried = passed
        for action in min(helpers, key=len):
            self.go(held | action.gives, (*taken, action), tried | {action})
            tried |= {action}

    def _helpers(
        self, requirement: Requirement, held: frozenset[Ask], passed: frozenset[Action]
    ) -> list[Action]:
        needed = self._asks[id(requirement)] - held
        return [
            action
            for action in self._actions
            if action not in passed and not needed.isdisjoint(action.gives)
        ]

    def _reaches(
        self, unmet: Iterable[Requirement], held: frozenset[Ask], passed: frozenset[Action]
    ) -> bool:
        usable = (action.gives for action in self._actions if action not in passed)
        reach = held.union(*usable)
        return all(met_by(one, reach) for one in unmet)

    def _too_long(self, taken: Sequence[Action], helpers: Iterable[Sequence[Action]]) -> bool:
        if self.best is None:
            return False
        apart: set[Action] = set()
        fewest, hours = 0, 0
        for some in sorted(helpers, key=len):
            if some and apart.isdisjoint(some):
                apart.update(some)
                fewest += 1
                hours += min(action.hours for action in some)
        least = len(taken) + fewest, sum(action.hours for action in taken) + hours
        return least >= _length(self.best)


def _length(actions: Sequence[Action]) -> tuple[int, int]:
    return len(actions), sum(action.hours for action in actions)
