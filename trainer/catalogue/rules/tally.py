"""What a set of chosen units adds up to once each is counted in its best place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from trainer.catalogue.rules.board import Board
from trainer.catalogue.rules.needs import Caps, Need
from trainer.catalogue.rules.search import best_places
from trainer.catalogue.rules.structure import Families, Structure


@dataclass(frozen=True, slots=True)
class Tally:
    """Chosen units and where they count; a unit that counts nowhere is in no group."""

    structure: Structure
    families: Families
    chosen: tuple[str, ...]
    counted_in: dict[str, str]
    caps: Caps
    needs: tuple[Need, ...]
    is_exact: bool

    def credit(self, groups: Iterable[str], level: int | None = None) -> int:
        """Add up the credit that counts; a capped group counts its highest units first."""
        sums = {group: self.taken(group, level) for group in groups}
        return sum(min(sum_, self.caps.credit.get(group, sum_)) for group, sum_ in sums.items())

    def taken(self, group: str, level: int | None = None) -> int:
        """Add up the credit of the units in a group, before any cap on its credit."""
        return sum(self.structure.units[unit].credit_at(level) for unit in self.units([group]))

    def units(self, groups: Iterable[str]) -> list[str]:
        """List the units counted in these groups."""
        wanted = set(groups)
        return [unit for unit, group in self.counted_in.items() if group in wanted]

    def have(self, need: Need) -> int:
        """Say how much of what is needed there is; it may be more."""
        if need.in_units:
            return len(self.units(need.groups))
        return self.credit(need.groups, need.level)

    def missing(self, group: str) -> list[str]:
        """List the units of a group for which neither they nor an equivalent were chosen."""
        chosen = set(self.chosen)
        firsts = {
            self.families.of(unit): unit for unit in reversed(self.structure.group(group).units)
        }
        return [unit for family, unit in reversed(firsts.items()) if chosen.isdisjoint(family)]

    def crowded_out(self, group: str) -> list[str]:
        """List the units a full group leaves uncounted.

        A unit that several groups have no room for is named by the first that counts so many.
        """
        counted = {self.families.of(unit) for unit in self.counted_in}
        return [
            unit
            for unit in self.chosen
            if self.families.of(unit) not in counted and self._first_full(unit) == group
        ]

    def _first_full(self, unit: str) -> str | None:
        limited = [group for group in self.families.groups(unit) if group in self.caps.units]
        return limited[0] if limited else None


def tally(structure: Structure, chosen: Collection[str]) -> Tally:
    """Count each chosen unit where the learner is best served."""
    board = Board(structure)
    families = Families(structure)
    in_order = families.in_order(chosen)
    options, is_exact = best_places(board, structure, families, in_order)
    counted_in = {
        option.unit: option.group
        for option in options
        if option.unit is not None and option.group is not None
    }
    return Tally(structure, families, in_order, counted_in, board.caps, board.needs, is_exact)
