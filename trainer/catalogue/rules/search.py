"""Finding where each unit is best counted, one family of units at a time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from trainer.catalogue.rules.board import ADDED, UNCOUNTED, Board, Option, Options, State
from trainer.catalogue.rules.reach import Reach, reaches
from trainer.catalogue.rules.structure import Families, Structure

MOST_STATES = 64


class Way(NamedTuple):
    """How a state was reached, best first when sorted.

    Least added credit, then the added units that come first in the structure
    (`order` is minus their bits), then most counted credit (`uncounted` is minus it).
    """

    credit: int
    order: int
    uncounted: int
    path: "Path | None"

    @property
    def rank(self) -> tuple[int, int, int]:
        """Give what ways are compared by."""
        return self.credit, self.order, self.uncounted


class Path(NamedTuple):
    """The options taken, the last one first."""

    before: "Path | None"
    option: Option


Front = dict[State, list[Way]]


def start(board: Board) -> Front:
    """Begin with nothing counted."""
    return {board.start: [Way(0, 0, 0, None)]}


def advance(
    board: Board,
    front: Front,
    options: Options,
    *,
    keep: int = 1,
    admits: Callable[[State], bool] = lambda _: True,
) -> Front:
    """Try every option from every state; of ways to one state keep the best few."""
    after: Front = {}
    for state, ways in front.items():
        for option in options:
            played = board.play(state, option)
            if played is None or not admits(played[0]):
                continue
            kept = after.setdefault(played[0], [])
            for way in ways:
                _insert(kept, _extended(way, option, played[1]), keep)
    return after


def best_places(
    board: Board, structure: Structure, families: Families, chosen: Sequence[str]
) -> tuple[Options, bool]:
    """Count each chosen unit where the learner is best served, family by family.

    Best is: fewest rules unmet, then least missing, then most credit counted,
    then the earliest groups. The search is exact while no more than
    `MOST_STATES` states are open at once; beyond that it goes on with the most promising,
    and the second answer, whether it was exact, is False.
    """
    front = start(board)
    is_exact = True
    reach: list[Reach] = []
    items = [
        tuple(map(_taking_a_seat, places(board, structure, families, members)))
        for members in family_by_family(families, chosen)
    ]
    for position, options in enumerate(items, 1):
        front = advance(board, front, options)
        if len(front) > MOST_STATES:
            reach = reach or reaches(board, items)
            front, is_exact = _trimmed(board, front, reach[position]), False
    state = min(front, key=lambda state: (board.missing(state), front[state][0].rank))
    return taken(front[state][0]), is_exact


def places(
    board: Board, structure: Structure, families: Families, members: Sequence[str]
) -> Options:
    """List where one of these units of a family may be counted, or that none need be.

    Leaving all of them out only ever helps where a group counts only so many units.
    """
    groups = families.groups(members[0])
    options = [board.option(structure.units[unit], group) for unit in members for group in groups]
    return (*options, UNCOUNTED) if not options or board.has_seats(groups) else tuple(options)


def family_by_family(families: Families, units: Iterable[str]) -> list[list[str]]:
    """Put equivalent units together, keeping the order of the structure."""
    together: dict[tuple[str, ...], list[str]] = {}
    for unit in units:
        together.setdefault(families.of(unit), []).append(unit)
    return list(together.values())


def taken(way: Way) -> Options:
    """List the options that led here, first to last."""
    options = []
    path = way.path
    while path is not None:
        options.append(path.option)
        path = path.before
    return tuple(reversed(options))


def _extended(way: Way, option: Option, counted: int) -> Way:
    return Way(
        way.credit + option.credit,
        way.order - option.bit,
        way.uncounted - counted,
        Path(way.path, option),
    )


def _insert(ways: list[Way], way: Way, keep: int) -> None:
    for position, other in enumerate(ways):
        if other.order == way.order:
            if way.rank < other.rank:
                ways[position] = way
            return
    ways.append(way)
    ways.sort(key=lambda kept: kept.rank)
    del ways[keep:]


def _taking_a_seat(option: Option) -> Option:
    """Let the units that limited groups count be added up, as what may be spent."""
    return option if option.seat is None else replace(option, is_added=True)


def _trimmed(board: Board, front: Front, reach: Reach) -> Front:
    seats = sum(board.caps.units.values())

    def promise(state: State) -> tuple[tuple[int, int], tuple[int, int, int]]:
        return reach.promise(state, seats - state[ADDED]), front[state][0].rank

    return {state: front[state] for state in sorted(front, key=promise)[:MOST_STATES]}
