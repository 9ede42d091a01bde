"""Which units a learner could add so that the rules hold, shortest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from trainer.catalogue.rules import says
from trainer.catalogue.rules.additions import Additions, Choice, TooMany
from trainer.catalogue.rules.evaluating import evaluate
from trainer.catalogue.rules.findings import lacking
from trainer.catalogue.rules.kinds import (
    BarredCombination,
    EquivalentUnit,
    GroupMaxCredit,
    GroupMaxUnits,
    Rule,
)
from trainer.catalogue.rules.needs import needs_of
from trainer.catalogue.rules.structure import Families, Structure, clashes
from trainer.catalogue.rules.tally import Tally, tally

BOUNDS = (BarredCombination, EquivalentUnit, GroupMaxCredit, GroupMaxUnits)
"""Rules that ask for nothing, but say what may be taken together and what of it counts."""
WIDTH = 16
NUMBERS_TRIED = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Units to add, or the reason why none would do (`units` is empty then).

    `is_certain` is False where the search reached its limit first: units that
    are offered do make the rules hold, but fewer might, and where none are
    offered there may still be some that would.
    """

    units: tuple[str, ...]
    credit: int
    says: str
    is_possible: bool = True
    is_certain: bool = True


def suggest(
    structure: Structure, chosen: Collection[str], *, most: int = 3
) -> tuple[Suggestion, ...]:
    """Offer up to `most` sets of units that would make the rules hold.

    All have the fewest units that do; among them the least credit comes first,
    then the order of the structure. Empty if the rules hold already. If no
    addition can do it, the one suggestion says why and has no units. The
    search is exact up to `MOST_MOVES` moves, and then settles for one set it can no longer shorten.
    """
    families = Families(structure)
    had = families.in_order(chosen)
    if evaluate(structure, had).holds:
        return ()
    choice = _choice(structure, families, had)
    refusal = _refusal(structure, families, choice)
    if refusal is not None:
        return (_refused(refusal),)
    return _search(structure, families, choice, most)


def suggest_for(structure: Structure, rule: Rule, chosen: Collection[str]) -> Suggestion | None:
    """Offer the fewest units that would meet one rule, whatever becomes of the other minimums.

    What is barred stays barred, what goes over a maximum does not count, and what is equivalent
    counts once. Nothing where the rule holds.
    """
    kept = tuple(one for one in structure.rules if one == rule or isinstance(one, BOUNDS))
    return next(iter(suggest(replace(structure, rules=kept), chosen, most=1)), None)


def _search(
    structure: Structure, families: Families, choice: Choice, most: int
) -> tuple[Suggestion, ...]:
    additions = Additions(structure, families, choice)
    numbers = range(1, len(choice.candidates) + 1)
    for number in numbers:
        try:
            found = additions.of(number, most)
        except TooMany:
            return (_settled_for(structure, families, choice, additions, numbers[number - 1 :]),)
        if found:
            return tuple(_offer(structure, families, units) for units in found)
    return (_refused(says.no_way_together()),)


def _settled_for(
    structure: Structure,
    families: Families,
    choice: Choice,
    additions: Additions,
    numbers: Sequence[int],
) -> Suggestion:
    """Find a set by following only the most promising states, and take out what it can spare."""
    for number in numbers[:NUMBERS_TRIED]:
        for units in additions.of(number, 1, width=WIDTH):
            needed = set(units)
            for unit in sorted(units, key=lambda unit: structure.units[unit].credit or 0):
                if evaluate(structure, {*choice.chosen, *needed} - {unit}).holds:
                    needed.remove(unit)
            return _offer(structure, families, needed, is_certain=False)
    return _refused(says.not_found(), is_certain=False)


def _choice(structure: Structure, families: Families, had: tuple[str, ...]) -> Choice:
    """Work out what may be added: known units that no chosen one bars and some rule asks for."""
    shut_out = {unit for unit, _ in _shut_out(structure, had)}
    needs = needs_of(structure)
    owed = [
        unit
        for group in structure.mandatory()
        for unit in structure.group(group).units
        if set(had).isdisjoint(families.of(unit))
    ]
    wanted = {member for unit in owed for member in families.of(unit)}
    candidates = tuple(
        unit
        for unit in families.in_order(families.known())
        if unit not in had
        and unit not in shut_out
        and (
            unit in wanted
            or any(
                need.given_by(structure.units[unit])
                for need in needs
                if not set(need.groups).isdisjoint(families.groups(unit))
            )
        )
    )
    return Choice(had, candidates, tuple(owed))


def _shut_out(structure: Structure, had: Sequence[str]) -> list[tuple[str, str]]:
    """List the units that may not join those chosen, each with the one that bars it."""
    both_ways = [way for one, other in structure.barred() for way in ((one, other), (other, one))]
    return [(new, old) for new, old in both_ways if old in had and new not in had]


def _refusal(structure: Structure, families: Families, choice: Choice) -> str | None:
    """Say why no addition can make the rules hold, if that can be seen without a search."""
    name = structure.name
    found = clashes(structure.barred(), choice.chosen)
    if found:
        return says.barred_already([(name(one), name(other)) for one, other in found])
    for unit in choice.lacking:
        if set(choice.candidates).isdisjoint(families.of(unit)):
            barring = [old for new, old in _shut_out(structure, choice.chosen) if new == unit]
            if barring:
                return says.mandatory_shut_out(name(unit), [name(old) for old in barring])
            return says.mandatory_unknown(name(unit))
    return _too_little(structure, tally(structure, choice.chosen + choice.candidates))


def _too_little(structure: Structure, everything: Tally) -> str | None:
    short = [
        (need, need.amount - everything.have(need))
        for need in everything.needs
        if everything.have(need) < need.amount
    ]
    if not short or not everything.is_exact:
        return None
    open_groups = [
        group.title or group.code
        for group in structure.groups
        if not group.complete and any(group.code in need.groups for need, _ in short)
    ]
    parts = [lacking(everything, need, gap) for need, gap in short]
    return says.out_of_reach(parts, groups_are_open=open_groups)


def _offer(
    structure: Structure,
    families: Families,
    units: Collection[str],
    *,
    is_certain: bool = True,
) -> Suggestion:
    in_order = families.in_order(units)
    credit = sum(structure.units[unit].credit or 0 for unit in in_order)
    said = says.suggestion([structure.name(unit) for unit in in_order], credit)
    return Suggestion(in_order, credit, said, is_certain=is_certain)


def _refused(said: str, *, is_certain: bool = True) -> Suggestion:
    return Suggestion((), 0, said, is_possible=False, is_certain=is_certain)
