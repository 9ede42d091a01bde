"""The rules worked out the slow way, by trying everything, for the real module to agree with."""

from collections.abc import Collection, Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

from trainer.catalogue.rules import Structure, to_data


class Answer(NamedTuple):
    holds: bool
    unmet: int
    missing: int
    credit: int


def answer(structure: Structure, chosen: Collection[str]) -> Answer:
    rules = [to_data(rule) for rule in structure.rules]
    chosen = set(chosen)
    fixed = sum(_is_broken(structure, rules, rule, chosen) for rule in rules)
    scores = [_score(structure, rules, placed) for placed in _placements(structure, rules, chosen)]
    unmet, missing, less_credit = min(scores)
    return Answer(not fixed and not unmet, unmet, missing, -less_credit)


def smallest_additions(structure: Structure, chosen: Collection[str]) -> list[frozenset[str]]:
    listed = dict.fromkeys(unit for group in structure.groups for unit in group.units)
    others = [unit for unit in listed if unit not in chosen]
    for number in range(len(others) + 1):
        sets = [frozenset(added) for added in combinations(others, number)]
        found = [added for added in sets if answer(structure, {*chosen, *added}).holds]
        if found:
            return found
    return []


def _family(rules: list[dict[str, Any]], unit: str) -> frozenset[str]:
    family = {unit}
    sets = [set(rule["units"]) for rule in rules if rule["type"] == "equivalent_unit"]
    for _ in sets:
        for units in sets:
            if units & family:
                family |= units
    return frozenset(family)


def _is_broken(
    structure: Structure, rules: list[dict[str, Any]], rule: dict[str, Any], chosen: set[str]
) -> bool:
    if rule["type"] == "all_of_group":
        return any(not chosen & _family(rules, unit) for unit in _units(structure, rule["group"]))
    if rule["type"] == "barred_combination":
        return any(set(pair) <= chosen for pair in rule["units"])
    return False


def _units(structure: Structure, group: str) -> tuple[str, ...]:
    return next(found.units for found in structure.groups if found.code == group)


def _placements(
    structure: Structure, rules: list[dict[str, Any]], chosen: set[str]
) -> Iterator[dict[str, str]]:
    mandatory = {rule["group"] for rule in rules if rule["type"] == "all_of_group"}
    families = sorted({_family(rules, unit) for unit in chosen}, key=sorted)
    spots = []
    for family in families:
        groups = [group.code for group in structure.groups if family & set(group.units)]
        groups = [group for group in groups if group in mandatory] or groups
        spots.append([None, *product(sorted(family & chosen), groups)])
    caps = [rule for rule in rules if rule["type"] == "group_max_units"]
    for picked in product(*spots):
        placed = dict(spot for spot in picked if spot)
        homes = list(placed.values())
        if all(homes.count(rule["group"]) <= rule["max"] for rule in caps):
            yield placed


def _score(
    structure: Structure, rules: list[dict[str, Any]], placed: dict[str, str]
) -> tuple[int, int, int]:
    def credit(groups: Collection[str], level: int = 0) -> int:
        return sum(_group_credit(structure, rules, placed, group, level) for group in groups)

    everywhere = [group.code for group in structure.groups]
    gaps = [0]
    for rule in rules:
        groups = rule.get("groups") or ([rule["group"]] if "group" in rule else everywhere)
        counts = [list(placed.values()).count(group) for group in groups]
        if "min" not in rule:
            continue
        if rule["type"] == "groups_min_units_each":
            gaps.append(sum(max(0, rule["min"] - count) for count in counts))
        elif "units" in rule["type"]:
            gaps.append(rule["min"] - sum(counts))
        else:
            gaps.append(rule["min"] - credit(groups, rule.get("level", 0)))
    short = [gap for gap in gaps if gap > 0]
    return len(short), sum(short), -credit(everywhere)


def _group_credit(
    structure: Structure,
    rules: list[dict[str, Any]],
    placed: dict[str, str],
    group: str,
    level: int,
) -> int:
    total: int = 0
    for code, home in placed.items():
        unit = structure.units[code]
        if home == group and (not level or (unit.level or 0) >= level):
            total += unit.credit or 0
    caps: list[int] = [
        rule["max"]
        for rule in rules
        if rule["type"] == "group_max_credit" and rule["group"] == group
    ]
    return min([total, *caps])
