"""What the units still to come could bring to each need: the bound that prunes the search."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from trainer.catalogue.rules.board import FIRST_NEED, Board, Option, Options, State
from trainer.catalogue.rules.needs import Need


class Reach:
    """The most that a number of additions among some items could bring, never less than true.

    Two things are looked at: each need alone, with every addition spent on it;
    and the groups side by side, since a unit counts in one group only.
    """

    def __init__(self, board: Board, shares: Sequence[Sequence["_Share"]]) -> None:
        self._goals = [
            (slot, need.amount, need.groups[0] if len(need.groups) == 1 else None)
            for slot, need in enumerate(board.needs, FIRST_NEED)
        ]
        self._sums = {
            slot: _running(board, need, [share[slot - FIRST_NEED] for share in shares])
            for slot, need in enumerate(board.needs, FIRST_NEED)
        }

    def meets(self, state: State, additions: int) -> bool:
        """Say whether so many additions might meet every need."""
        fewest: dict[str, int] = {}
        for slot, amount, group in self._goals:
            gap = amount - state[slot]
            if gap > 0:
                number = bisect_left(self._sums[slot], gap)
                if number > additions or number == len(self._sums[slot]):
                    return False
                if group is not None and number > fewest.get(group, 0):
                    fewest[group] = number
        return sum(fewest.values()) <= additions

    def promise(self, state: State, additions: int) -> tuple[int, int]:
        """Say how much so many additions must leave missing, and minus the room they have.

        The lower, the more promising the state is.
        """
        missing = room = 0
        for slot, amount, _ in self._goals:
            sums = self._sums[slot]
            beyond = state[slot] + sums[min(additions, len(sums) - 1)] - amount
            missing += max(0, -beyond)
            room += min(amount, beyond)
        return missing, -room


class _Share(NamedTuple):
    """What one item brings to one need: for certain, and more if it is added to its home."""

    certain: int
    home: str | None
    extra: int


def reaches(board: Board, items: Sequence[Options]) -> list[Reach]:
    """Work out the reach of all the items, of all but the first, and so on to none."""
    slots = range(FIRST_NEED, FIRST_NEED + len(board.needs))
    shares = [[_share(options, slot) for slot in slots] for options in items]
    return [Reach(board, shares[first:]) for first in range(len(items) + 1)]


def _share(options: Options, slot: int) -> _Share:
    had = new = 0
    homes = set()
    for option in options:
        brought = _brings(option, slot)
        if not option.is_added:
            had = max(had, brought)
        elif brought:
            new = max(new, brought)
            homes.add(option.group)
    return _Share(had, homes.pop() if len(homes) == 1 else None, max(0, new - had))


def _brings(option: Option, slot: int) -> int:
    plain = sum(amount for goal, amount in option.plain if goal == slot)
    return plain + sum(rise.amount for rise in option.capped if slot in rise.needs)


def _running(board: Board, need: Need, shares: Sequence[_Share]) -> list[int]:
    """List the most that 0, 1, 2 … additions could bring to a need."""
    extra: dict[str | None, list[int]] = {}
    for share in shares:
        if share.extra:
            extra.setdefault(share.home, []).append(share.extra)
    rises = [rise for home, brought in extra.items() for rise in _cut(board, home, need, brought)]
    certain = sum(share.certain for share in shares)
    return list(accumulate(sorted(rises, reverse=True), initial=certain))


def _cut(board: Board, home: str | None, need: Need, brought: list[int]) -> list[int]:
    """Cut what the units of one group bring, best first, to what the group counts."""
    best = sorted(brought, reverse=True)
    if home is None:
        return best
    room = sum(best) if need.in_units else board.caps.credit.get(home, sum(best))
    cut = []
    for amount in best[: board.caps.units.get(home)]:
        cut.append(min(amount, room))
        room -= cut[-1]
    return [amount for amount in cut if amount]
