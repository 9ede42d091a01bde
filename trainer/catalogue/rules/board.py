"""The board the search plays on: what counting a unit in a group adds to which need or cap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from trainer.catalogue.rules.needs import caps_of, needs_of
from trainer.catalogue.rules.structure import Structure, Unit

State = tuple[int, ...]

ADDED = 0  # the slot of a state that says how many units were added
BARS = 1  # the slot with one bit for each added unit that bars another
FIRST_NEED = 2


class Rise(NamedTuple):
    """What a capped group takes at one level, and the needs that rise with it."""

    slot: int
    amount: int
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be done with a unit: count it in a group, or leave it uncounted.

    The last four fields matter only for a unit that is not chosen yet:
    its credit, its bit in the order of the structure, and the bits of barred pairs.
    """

    unit: str | None = None
    group: str | None = None
    plain: tuple[tuple[int, int], ...] = ()
    capped: tuple[Rise, ...] = ()
    counted: int = 0
    seat: int | None = None
    is_added: bool = False
    credit: int = 0
    bit: int = 0
    bars: int = 0
    barred_by: int = 0


Options = tuple[Option, ...]

UNCOUNTED = Option()


class Board:
    """The needs and caps of a structure as slots of a state, which is a tuple of numbers.

    Each need has a slot that rises to what is asked and no further. A group
    with a credit cap has a slot for each level asked about, a group with a
    unit cap one for its seats. Two sets of units with the same state are as good as each other.
    """

    def __init__(self, structure: Structure) -> None:
        self.needs = needs_of(structure)
        self.caps = caps_of(structure)
        self.levels = tuple(dict.fromkeys([None, *(need.level for need in self.needs)]))
        self.limits = [0, 0, *(need.amount for need in self.needs)]
        self._rise_slots: dict[tuple[str, int | None], int] = {}
        for group, most in self.caps.credit.items():
            for level in self.levels:
                self._rise_slots[group, level] = self._slot(most)
        self._seats = {group: self._slot(most) for group, most in self.caps.units.items()}
        self.start: State = (0,) * len(self.limits)

    def option(self, unit: Unit, group: str) -> Option:
        """Say what counting a unit in a group would change."""
        needs = [
            (slot, need) for slot, need in enumerate(self.needs, FIRST_NEED) if group in need.groups
        ]
        capped = group in self.caps.credit
        plain = [(slot, need.given_by(unit)) for slot, need in needs if need.in_units or not capped]
        rises = [
            Rise(
                self._rise_slots[group, level],
                unit.credit_at(level),
                tuple(slot for slot, need in needs if need.level == level and not need.in_units),
            )
            for level in (self.levels if capped else ())
        ]
        return Option(
            unit=unit.code,
            group=group,
            plain=tuple(change for change in plain if change[1]),
            capped=tuple(rise for rise in rises if rise.amount),
            counted=0 if capped else unit.credit_at(None),
            seat=self._seats.get(group),
        )

    def play(self, state: State, option: Option) -> tuple[State, int] | None:
        """Return the state after an option and the credit it counts, or None if it can't be."""
        if state[BARS] & option.barred_by:
            return None
        after = list(state)
        limits = self.limits
        if option.seat is not None:
            if after[option.seat] == limits[option.seat]:
                return None
            after[option.seat] += 1
        for slot, amount in option.plain:
            after[slot] = min(limits[slot], after[slot] + amount)
        counted = option.counted
        for position, rise in enumerate(option.capped):
            gain = min(rise.amount, limits[rise.slot] - after[rise.slot])
            after[rise.slot] += gain
            counted += gain if position == 0 else 0
            for slot in rise.needs:
                after[slot] = min(limits[slot], after[slot] + gain)
        if option.is_added:
            after[ADDED] += 1
            after[BARS] |= option.bars
        return tuple(after), counted

    def missing(self, state: State) -> tuple[int, int]:
        """Say how many rules a state leaves unmet, and by how much in all."""
        gaps = [
            (need.rule, need.amount - state[slot])
            for slot, need in enumerate(self.needs, FIRST_NEED)
        ]
        return len({rule for rule, gap in gaps if gap}), sum(gap for _, gap in gaps)

    def has_seats(self, groups: Iterable[str]) -> bool:
        """Say whether any of the groups counts only so many units."""
        return any(group in self._seats for group in groups)

    def _slot(self, limit: int) -> int:
        self.limits.append(limit)
        return len(self.limits) - 1
