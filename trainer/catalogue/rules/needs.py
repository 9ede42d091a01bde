"""What the minimum rules ask for, each brought to the one form the search can add up."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.catalogue.rules import kinds
from trainer.catalogue.rules.structure import Structure, Unit


@dataclass(frozen=True, slots=True)
class Need:
    """So many units, or so much credit at a level, counted in some groups together.

    `anywhere` is for a need that any group may meet, so that none has to be named.
    """

    rule: int
    groups: tuple[str, ...]
    amount: int
    level: int | None = None
    in_units: bool = False
    anywhere: bool = False

    def given_by(self, unit: Unit) -> int:
        """Say how much a unit brings, if it is counted in one of the groups."""
        return 1 if self.in_units else unit.credit_at(self.level)


@dataclass(frozen=True, slots=True)
class Caps:
    """The most credit and the most units that each group counts."""

    credit: Mapping[str, int]
    units: Mapping[str, int]


def needs_of(structure: Structure) -> tuple[Need, ...]:
    """List what the minimum rules ask for; a rule about each of several groups asks several."""
    asked = (
        need
        for position, rule in enumerate(structure.rules)
        for need in (*_of_groups(position, rule), *_of_all(position, rule, structure))
    )
    return tuple(asked)


def caps_of(structure: Structure) -> Caps:
    """Gather the maximum rules; of two about one group, the tighter holds."""
    credit: dict[str, int] = {}
    units: dict[str, int] = {}
    for rule in structure.rules:
        if isinstance(rule, kinds.GroupMaxCredit):
            credit[rule.group] = min(rule.max, credit.get(rule.group, rule.max))
        elif isinstance(rule, kinds.GroupMaxUnits):
            units[rule.group] = min(rule.max, units.get(rule.group, rule.max))
    return Caps(credit, units)


def _of_groups(position: int, rule: kinds.Rule) -> tuple[Need, ...]:
    match rule:
        case kinds.GroupMinCredit(group=group, min=amount):
            return (Need(position, (group,), amount),)
        case kinds.GroupMinUnits(group=group, min=amount):
            return (Need(position, (group,), amount, in_units=True),)
        case kinds.GroupsMinUnitsEach(groups=groups, min=amount):
            return tuple(Need(position, (group,), amount, in_units=True) for group in groups)
        case kinds.GroupsMinCredit(groups=groups, min=amount):
            return (Need(position, groups, amount),)
        case kinds.GroupsMinCreditAtLevel(groups=groups, level=level, min=amount):
            return (Need(position, groups, amount, level),)
    return ()


def _of_all(position: int, rule: kinds.Rule, structure: Structure) -> tuple[Need, ...]:
    everywhere = tuple(group.code for group in structure.groups)
    match rule:
        case kinds.TotalMinCredit(min=amount):
            return (Need(position, everywhere, amount, anywhere=True),)
        case kinds.TotalMinUnits(min=amount):
            return (Need(position, everywhere, amount, in_units=True, anywhere=True),)
        case kinds.MinCreditAtLevel(level=level, min=amount):
            return (Need(position, everywhere, amount, level, anywhere=True),)
    return ()
