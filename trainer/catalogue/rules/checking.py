"""Whether a structure can work at all: the self-test of loaded data before learners meet it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from trainer.catalogue.rules import kinds, says
from trainer.catalogue.rules.needs import Caps, Need, caps_of, needs_of
from trainer.catalogue.rules.structure import Families, Group, Structure
from trainer.catalogue.rules.suggesting import suggest


@dataclass(frozen=True, slots=True)
class Balance:
    """Mandatory credit, minimums and caps, group by group, against the total asked for."""

    parts: tuple[tuple[str, int], ...]
    total: int
    agrees: bool
    says: str


def impossible(structure: Structure) -> tuple[str, ...]:
    """List the reasons why this structure is refused; empty if it can be met.

    A group that isn't complete may still give anything its caps allow, so it
    is never the reason. Where every group is complete, the rules are also
    tried together, in case each could be met but not all at once.
    """
    reasons = tuple(dict.fromkeys(_broken(structure)))
    if reasons:
        return reasons
    reasons = tuple(dict.fromkeys([*_caps_below(structure), *_asked_too_much(structure)]))
    reasons += tuple(_mandatory_clashes(structure))
    if reasons or not all(group.complete for group in structure.groups):
        return reasons
    offers = suggest(structure, (), most=1)
    return tuple(offer.says for offer in offers if not offer.is_possible and offer.is_certain)


def balance(structure: Structure) -> Balance | None:
    """Compare the total with mandatory credit plus minimums plus caps, where that can be said.

    In the customer-service diplomas the two agree exactly, so a difference
    points to a slip in the data. None unless there is one total and each group
    is either mandatory or has one minimum or one maximum of credit.
    """
    totals = [rule.min for rule in structure.rules if isinstance(rule, kinds.TotalMinCredit)]
    parts = [_part(structure, group) for group in structure.groups]
    known = tuple(part for part in parts if part is not None)
    if len(totals) != 1 or len(known) != len(parts):
        return None
    agrees = sum(number for _, number in known) == totals[0]
    return Balance(known, totals[0], agrees, says.balance(known, totals[0]))


def _part(structure: Structure, group: Group) -> tuple[str, int] | None:
    numbers = []
    for rule in structure.rules:
        match rule:
            case kinds.AllOfGroup(group=group.code):
                numbers.append(sum(structure.units[unit].credit or 0 for unit in group.units))
            case kinds.GroupMinCredit(group=group.code, min=number):
                numbers.append(number)
            case kinds.GroupMaxCredit(group=group.code, max=number):
                numbers.append(number)
    return (group.title or group.code, numbers[0]) if len(numbers) == 1 else None


def _broken(structure: Structure) -> Iterable[str]:
    counts = Counter(group.code for group in structure.groups)
    yield from (says.group_doubled(code) for code, count in counts.items() if count > 1)
    for rule in structure.rules:
        for code in _groups_named(rule):
            if code not in counts:
                yield says.unknown_group(code)
    for group in structure.groups:
        strangers = [unit for unit in group.units if unit not in structure.units]
        if strangers:
            yield says.unit_not_loaded(group.title or group.code, strangers)


def _groups_named(rule: kinds.Rule) -> tuple[str, ...]:
    one = getattr(rule, "group", None)
    return (one,) if one is not None else getattr(rule, "groups", ())


def _caps_below(structure: Structure) -> Iterable[str]:
    caps = caps_of(structure)
    for need in needs_of(structure):
        limits = caps.units if need.in_units else caps.credit
        if len(need.groups) == 1 and not need.anywhere:
            most = limits.get(need.groups[0], need.amount)
            if most < need.amount:
                yield says.max_below_min(
                    structure.title(need.groups[0]),
                    says.amount(most, in_units=need.in_units),
                    says.amount(need.amount, in_units=need.in_units),
                )


def _asked_too_much(structure: Structure) -> Iterable[str]:
    for code in structure.mandatory():
        group = structure.group(code)
        if group.complete and not group.units:
            yield says.mandatory_empty(structure.title(code))
    caps, families = caps_of(structure), Families(structure)
    for need in needs_of(structure):
        most = _most(structure, families, caps, need)
        if most is not None and most < need.amount:
            titles = [] if need.anywhere else [structure.title(group) for group in need.groups]
            asked = says.amount(need.amount, in_units=need.in_units)
            yield says.too_much_asked(
                asked + says.source(titles, need.level),
                says.amount(most, in_units=need.in_units),
            )


def _most(structure: Structure, families: Families, caps: Caps, need: Need) -> int | None:
    """Say how much the groups of a need could give at most, or None if that is open."""
    total = 0
    for code in need.groups:
        gives = sorted(_given(structure, families, code, need), reverse=True)
        most = sum(gives[: caps.units.get(code)])
        cap = (caps.units if need.in_units else caps.credit).get(code)
        if not structure.group(code).complete:
            if cap is None:
                return None
            most = cap
        total += most if cap is None else min(most, cap)
    return total


def _given(structure: Structure, families: Families, group: str, need: Need) -> list[int]:
    """List what each family of a group can bring to a need: its best member's share."""
    best: dict[tuple[str, ...], int] = {}
    for unit in families.known():
        if group in families.groups(unit):
            given = need.given_by(structure.units[unit])
            family = families.of(unit)
            best[family] = max(given, best.get(family, 0))
    return list(best.values())


def _mandatory_clashes(structure: Structure) -> Iterable[str]:
    families = Families(structure)
    fixed = {
        unit
        for group in structure.mandatory()
        for unit in structure.group(group).units
        if len(families.of(unit)) == 1
    }
    for one, other in structure.barred():
        if one in fixed and other in fixed:
            yield says.mandatory_barred(structure.name(one), structure.name(other))
