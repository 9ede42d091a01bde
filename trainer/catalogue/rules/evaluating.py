"""Whether the units a learner has chosen make the qualification, rule by rule."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from trainer.catalogue.rules.findings import Finding, find
from trainer.catalogue.rules.structure import Families, Structure
from trainer.catalogue.rules.tally import tally


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was counted, in which group, and one finding for each rule in its order."""

    holds: bool
    counted_credit: int
    counted_units: int
    counted_in: Mapping[str, str]
    findings: tuple[Finding, ...]


def evaluate(structure: Structure, chosen: Collection[str]) -> Outcome:
    """Say whether exactly these units meet the rules, and what each rule lacks.

    Nothing is added: see `with_mandatory`. Each unit counts in one group only,
    and where there is a choice (of group, of the units a full group counts, of
    equivalent units) the learner gets the best one: fewest rules unmet, then
    least missing, then most credit counted, then the earliest groups and units
    of the structure. A mandatory unit always counts in its mandatory group. A
    cap on credit limits credit, not units, and counts the highest levels
    first. A unit the structure doesn't have raises `UnknownUnit`.

    The best place is exact for the structures there are. Only where many units
    compete for groups that count so many units may a better one be missed (`best_places`).
    """
    counted = tally(structure, chosen)
    groups = [group.code for group in structure.groups]
    findings = tuple(
        find(rule, counted, [need for need in counted.needs if need.rule == position])
        for position, rule in enumerate(structure.rules)
    )
    return Outcome(
        holds=all(finding.holds for finding in findings),
        counted_credit=counted.credit(groups),
        counted_units=len(counted.units(groups)),
        counted_in=counted.counted_in,
        findings=findings,
    )


def with_mandatory(structure: Structure, chosen: Collection[str]) -> tuple[str, ...]:
    """Add the mandatory units, in the structure's order.

    A unit for which an equivalent was chosen is not added.
    """
    families = Families(structure)
    units = set(families.in_order(chosen))
    for group in structure.mandatory():
        for unit in structure.group(group).units:
            if units.isdisjoint(families.of(unit)):
                units.add(unit)
    return families.in_order(units)
