"""What each kind of rule says of the units chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from trainer.catalogue.rules import kinds, says
from trainer.catalogue.rules.kinds import Rule
from trainer.catalogue.rules.needs import Need
from trainer.catalogue.rules.structure import clashes
from trainer.catalogue.rules.tally import Tally


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one rule holds, by how much it is missed, and the sentence for a person.

    `surplus` is what was chosen beyond a maximum, or beside an equivalent: it
    neither counts nor harms. `note` names the units concerned, where some count not at all.
    """

    rule: Rule
    holds: bool
    have: int
    need: int
    shortfall: int
    says: str
    surplus: int = 0
    note: str | None = None


@singledispatch
def find(rule: Rule, tally: Tally, needs: Sequence[Need]) -> Finding:
    """Say what a rule makes of the units; `needs` are what the rule asks, for minimum rules.

    A rule about each of several groups is met as far as each group is, so
    that plenty in one does not make up for another.
    """
    have = sum(
        min(tally.have(need), need.amount) if len(needs) > 1 else tally.have(need) for need in needs
    )
    need_ = sum(need.amount for need in needs)
    gaps = [(need, need.amount - tally.have(need)) for need in needs]
    short = [(need, gap) for need, gap in gaps if gap > 0]
    said = _enough(tally, needs)
    if short:
        said = says.choose([lacking(tally, need, gap, more=True) for need, gap in short])
    return Finding(rule, not short, have, need_, sum(gap for _, gap in short), said)


def lacking(tally: Tally, need: Need, amount: int, *, more: bool = False) -> str:
    """Name an amount of what is needed, with where it has to come from."""
    return says.amount(amount, in_units=need.in_units, more=more) + _source(tally, need)


def _source(tally: Tally, need: Need) -> str:
    groups = [] if need.anywhere else [tally.structure.title(group) for group in need.groups]
    return says.source(groups, need.level)


def _enough(tally: Tally, needs: Sequence[Need]) -> str:
    source = _source(tally, needs[0])
    if len(needs) > 1:
        source = says.each([tally.structure.title(need.groups[0]) for need in needs])
    return says.enough(says.amount(needs[0].amount, in_units=needs[0].in_units), source)


@find.register
def _(rule: kinds.AllOfGroup, tally: Tally, _needs: Sequence[Need]) -> Finding:
    missing = tally.missing(rule.group)
    units = tally.structure.group(rule.group).units
    need = len({tally.families.of(unit) for unit in units})
    names = [tally.structure.name(unit) for unit in missing]
    said = says.add(names) if missing else says.all_taken(tally.structure.title(rule.group))
    return Finding(rule, not missing, need - len(missing), need, len(missing), said)


@find.register
def _(rule: kinds.GroupMaxCredit, tally: Tally, _needs: Sequence[Need]) -> Finding:
    have = tally.taken(rule.group)
    surplus = max(0, have - rule.max)
    title, most = tally.structure.title(rule.group), says.credits(rule.max)
    said = says.within_cap(title, most)
    if surplus:
        said = says.above_cap(title, most, says.credits(surplus))
    return Finding(rule, True, have, rule.max, 0, said, surplus)


@find.register
def _(rule: kinds.GroupMaxUnits, tally: Tally, _needs: Sequence[Need]) -> Finding:
    left = tally.crowded_out(rule.group)
    title, most = tally.structure.title(rule.group), says.units(rule.max)
    have = len(tally.units([rule.group])) + len(left)
    if not left:
        return Finding(rule, True, have, rule.max, 0, says.within_cap(title, most))
    said = says.above_cap(title, most, says.units(len(left)))
    note = says.left_uncounted([tally.structure.name(unit) for unit in left])
    return Finding(rule, True, have, rule.max, 0, said, len(left), note)


@find.register
def _(rule: kinds.BarredCombination, tally: Tally, _needs: Sequence[Need]) -> Finding:
    found = clashes(rule.units, tally.chosen)
    name = tally.structure.name
    said = says.none_barred()
    if found:
        said = says.take_one_out([(name(one), name(other)) for one, other in found])
    return Finding(rule, not found, len(found), 0, len(found), said)


@find.register
def _(rule: kinds.EquivalentUnit, tally: Tally, _needs: Sequence[Need]) -> Finding:
    chosen = [unit for unit in tally.chosen if unit in rule.units]
    if len(chosen) <= 1:
        return Finding(rule, True, len(chosen), 1, 0, says.not_doubled())
    names = [tally.structure.name(unit) for unit in chosen]
    counted = [tally.structure.name(unit) for unit in chosen if unit in tally.counted_in]
    said = says.equivalent(names, counted[0] if counted else None)
    return Finding(rule, True, len(chosen), 1, 0, said, len(chosen) - 1)
