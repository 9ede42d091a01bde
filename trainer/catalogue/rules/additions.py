"""The search for the fewest units to add, pruned by what the units still to come could bring."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trainer.catalogue.rules.board import ADDED, UNCOUNTED, Board, Option, Options, State
from trainer.catalogue.rules.reach import Reach, reaches
from trainer.catalogue.rules.search import (
    Front,
    advance,
    family_by_family,
    places,
    start,
)
from trainer.catalogue.rules.structure import Families, Structure

MOST_MOVES = 16_000


class TooMany(Exception):
    """The search has tried as much as it may."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the search may do: units it has, units it may add, units a mandatory group lacks."""

    chosen: tuple[str, ...]
    candidates: tuple[str, ...]
    lacking: tuple[str, ...]


class Additions:
    """Every way of adding a given number of units, from the fewest that could do."""

    def __init__(self, structure: Structure, families: Families, choice: Choice) -> None:
        self._structure = structure
        self._families = families
        self._board = Board(structure)
        self._moves = 0
        self._bits = {
            unit: 1 << position for position, unit in enumerate(reversed(choice.candidates))
        }
        self._barred = _barred_bits(structure, self._bits)
        self._items = self._laid_out(choice)
        self._reach = reaches(self._board, self._items)
        self._obliged = [
            sum(map(_is_obliged, self._items[i:])) for i in range(len(self._items) + 1)
        ]

    def of(self, number: int, most: int, *, width: int | None = None) -> list[frozenset[str]]:
        """List the best sets of exactly so many units to add, or raise `TooMany`.

        With a width the search is no longer exact: it follows only so many
        states at a time, those with the most room to meet every need, and always ends.
        """
        front = start(self._board)
        for position, item in enumerate(self._items, 1):
            self._moves += len(front) * len(item)
            if self._moves > MOST_MOVES and width is None:
                raise TooMany
            reach, obliged = self._reach[position], self._obliged[position]

            def admits(state: State, reach: Reach = reach, obliged: int = obliged) -> bool:
                left = number - state[ADDED]
                return left >= obliged and reach.meets(state, left)

            def promise(state: State, reach: Reach = reach) -> tuple[int, int]:
                return reach.promise(state, number - state[ADDED])

            front = advance(self._board, front, item, keep=most, admits=admits)
            if width is not None and len(front) > width:
                front = {state: front[state] for state in sorted(front, key=promise)[:width]}
        return self._best(front, most)

    def _best(self, front: Front, most: int) -> list[frozenset[str]]:
        ways = sorted((way for ways in front.values() for way in ways), key=lambda way: way.rank)
        orders = dict.fromkeys(way.order for way in ways)
        return [self._added(-order) for order in list(orders)[:most]]

    def _added(self, bits: int) -> frozenset[str]:
        return frozenset(unit for unit, bit in self._bits.items() if bits & bit)

    def _laid_out(self, choice: Choice) -> list[Options]:
        """Turn families into items: settled ones first, then those owed, then free ones."""
        chosen, owed = set(choice.chosen), set(choice.lacking)
        families = family_by_family(
            self._families, self._families.in_order(chosen | set(choice.candidates))
        )
        items = [self._item(members, chosen, owed) for members in families]
        return sorted(items, key=_turn)

    def _item(self, members: list[str], chosen: set[str], owed: set[str]) -> Options:
        had = [unit for unit in members if unit in chosen]
        is_owed = not owed.isdisjoint(self._families.of(members[0]))
        settled: Options = () if is_owed else (UNCOUNTED,)
        if had:
            settled = places(self._board, self._structure, self._families, had)
        return settled + tuple(
            self._adding(unit, option)
            for unit in members
            if unit not in chosen
            for option in places(self._board, self._structure, self._families, [unit])
            if is_owed or option is not UNCOUNTED
        )

    def _adding(self, unit: str, option: Option) -> Option:
        return replace(
            option,
            is_added=True,
            credit=self._structure.units[unit].credit or 0,
            bit=self._bits[unit],
            bars=self._bits[unit] if self._barred[unit] else 0,
            barred_by=self._barred[unit],
        )


def _is_obliged(item: Options) -> bool:
    return all(option.is_added for option in item)


def _turn(item: Options) -> int:
    if _is_obliged(item):
        return 1
    return 2 if any(option.is_added for option in item) else 0


def _barred_bits(structure: Structure, bits: Mapping[str, int]) -> dict[str, int]:
    barred = dict.fromkeys(bits, 0)
    for one, other in structure.barred():
        if one in bits and other in bits:
            barred[one] |= bits[other]
            barred[other] |= bits[one]
    return barred
