"""What the units still to come could bring to each need: the bound that prunes the search."""

from bisect import bisect_left
from collections.abc import Sequence

from trainer.catalogue.rules.board import FIRST_NEED, Board, Option, State
from trainer.catalogue.rules.needs import Need
from trainer.catalogue.rules.search import Options


class Reach:
    """The most that a number of additions among some items could bring, never less than true.

    Two things are looked at: each need alone, with every addition spent on it;
    and the groups side by side, since a unit counts in one group only.
    """

    def __init__(self, board: Board, items: Sequence[Options]) -> None:
        self._board = board
        self._goals = [
            (slot, need.amount, need.groups[0] if len(need.groups) == 1 else None)
            for slot, need in enumerate(board.needs, FIRST_NEED)
        ]
        self._sums = {
            slot: self._running(slot, need, items)
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

    def room(self, state: State, additions: int) -> int:
        """Say how far beyond what is missing so many additions might go, over all needs."""
        room = 0
        for slot, amount, _ in self._goals:
            sums = self._sums[slot]
            gap = amount - state[slot]
            room += min(amount, sums[min(additions, len(sums) - 1)] - gap)
        return room

    def _running(self, slot: int, need: Need, items: Sequence[Options]) -> list[int]:
        """List the most that 0, 1, 2 … additions could bring to a need."""
        certain = 0
        extra: dict[str | None, list[int]] = {}
        for options in items:
            had = max((_brings(o, slot) for o in options if not o.is_added), default=0)
            news = [o for o in options if o.is_added and _brings(o, slot) > had]
            certain += had
            if news:
                groups = {option.group for option in news}
                home = groups.pop() if len(groups) == 1 else None
                most = max(_brings(option, slot) for option in news)
                extra.setdefault(home, []).append(most - had)
        rises = [rise for home, brought in extra.items() for rise in self._cut(home, need, brought)]
        sums = [certain]
        for rise in sorted(rises, reverse=True):
            sums.append(sums[-1] + rise)
        return sums

    def _cut(self, home: str | None, need: Need, brought: list[int]) -> list[int]:
        """Cut what the units of one group bring, best first, to what the group counts."""
        best = sorted(brought, reverse=True)
        if home is None:
            return best
        caps = self._board.caps
        room = sum(best) if need.in_units else caps.credit.get(home, sum(best))
        cut = []
        for amount in best[: caps.units.get(home)]:
            cut.append(min(amount, room))
            room -= cut[-1]
        return [amount for amount in cut if amount]


def _brings(option: Option, slot: int) -> int:
    plain = sum(amount for goal, amount in option.plain if goal == slot)
    return plain + sum(rise.amount for rise in option.capped if slot in rise.needs)
