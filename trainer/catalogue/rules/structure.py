"""What the rules look at: units in groups, which group is mandatory, which units are equivalent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from trainer.catalogue.rules import says
from trainer.catalogue.rules.kinds import AllOfGroup, BarredCombination, EquivalentUnit, Rule


class UnknownUnit(LookupError):
    """A unit was chosen that the structure doesn't have."""


class UnknownGroup(LookupError):
    """A rule names a group that the structure doesn't have."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What the rules need to know of a unit; the title is for sentences only."""

    code: str
    level: int | None
    credit: int | None
    title: str = ""

    @property
    def name(self) -> str:
        """Call the unit by its title, or by its code while it has none."""
        return self.title or self.code

    def credit_at(self, level: int | None) -> int:
        """Give the unit's credit if it is at this level or above (at any level for None)."""
        if level is not None and (self.level is None or self.level < level):
            return 0
        return self.credit or 0


@dataclass(frozen=True, slots=True)
class Group:
    """Units offered together; not complete while some of them are still to be loaded."""

    code: str
    title: str
    units: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Structure:
    """One qualification's groups and rules, in their order, with the units they name."""

    groups: tuple[Group, ...]
    rules: tuple[Rule, ...]
    units: Mapping[str, Unit]

    def group(self, code: str) -> Group:
        """Return the group of this code, or say that there is none."""
        for group in self.groups:
            if group.code == code:
                return group
        raise UnknownGroup(says.unknown_group(code))

    def mandatory(self) -> tuple[str, ...]:
        """List the groups that have to be taken whole."""
        return tuple(rule.group for rule in self.rules if isinstance(rule, AllOfGroup))

    def barred(self) -> tuple[tuple[str, str], ...]:
        """List the pairs of units that may not be taken together."""
        rules = [rule for rule in self.rules if isinstance(rule, BarredCombination)]
        return tuple(pair for rule in rules for pair in rule.units)

    def title(self, group: str) -> str:
        """Call a group by its title, or by its code while it has none."""
        return self.group(group).title or group

    def name(self, unit: str) -> str:
        """Call a unit by its title, or by its code if nothing more is known."""
        return self.units[unit].name if unit in self.units else unit


def clashes(
    pairs: Collection[tuple[str, str]], chosen: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """List the barred pairs of which both units were chosen."""
    return tuple(pair for pair in pairs if set(pair) <= set(chosen))


class Families:
    """Which units stand for one another.

    Equivalence sets that share a unit are one family. A unit in no set is a
    family of its own. A family may be counted in any group that lists one of
    its members, except that a family with a mandatory unit counts only there.
    """

    def __init__(self, structure: Structure) -> None:
        mandatory = structure.mandatory()
        self._known = structure.units
        self._members = _joined(structure)
        self._groups: dict[str, tuple[str, ...]] = {}
        listed: dict[str, list[str]] = {code: [] for code in self._members}
        for group in structure.groups:
            for family in dict.fromkeys(self._members[code] for code in group.units):
                listed[family[0]].append(group.code)
        for head, groups in listed.items():
            locked = tuple(group for group in groups if group in mandatory)
            self._groups[head] = locked or tuple(groups)

    def of(self, unit: str) -> tuple[str, ...]:
        """List the unit and its equivalents, in the order of the structure."""
        return self._members[unit]

    def groups(self, unit: str) -> tuple[str, ...]:
        """List the groups the unit may be counted in."""
        return self._groups[self._members[unit][0]]

    def known(self) -> tuple[str, ...]:
        """List every unit there is, in the order of the structure."""
        return tuple(code for code in self._members if code in self._known)

    def in_order(self, units: Collection[str]) -> tuple[str, ...]:
        """Put units in the order of the structure, each once, refusing any it doesn't have."""
        wanted = set(units)
        strangers = sorted(wanted - (self._members.keys() & self._known.keys()))
        if strangers:
            raise UnknownUnit(says.unknown_units(strangers))
        return tuple(code for code in self._members if code in wanted)


def _joined(structure: Structure) -> dict[str, tuple[str, ...]]:
    listed = [code for group in structure.groups for code in group.units]
    sets = [rule.units for rule in structure.rules if isinstance(rule, EquivalentUnit)]
    order = dict.fromkeys([*listed, *(code for units in sets for code in units)])
    members = {code: [code] for code in order}
    for first, *others in sets:
        for other in others:
            if members[other] is not members[first]:
                members[first] += members[other]
                for code in members[other]:
                    members[code] = members[first]
    place = {code: position for position, code in enumerate(order)}
    return {code: tuple(sorted(family, key=place.__getitem__)) for code, family in members.items()}


def equivalents_of(structure: Structure, unit: str) -> tuple[str, ...]:
    """List a unit and those that count in its place, whether the structure lists them or not."""
    named = {unit}
    for rule in structure.rules:
        if isinstance(rule, EquivalentUnit) and unit in rule.units:
            named.update(rule.units)
    return tuple(sorted(named, key=lambda code: (code != unit, code)))
