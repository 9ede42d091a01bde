"""What can be wrong in a file although each field by itself is right."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.catalogue import codes, rules
from trainer.catalogue.importing.doubling import doubled
from trainer.catalogue.importing.entries import CatalogueEntry, QualificationEntry, UnitEntry
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Known
from trainer.catalogue.rules.kinds import BarredCombination, EquivalentUnit

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Findings:
    """What forbids the import, and what only deserves a look."""

    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check(entry: CatalogueEntry, known: Known) -> Findings:
    """Check a file as a whole, against itself and what the catalogue holds already."""
    faults = [
        *_nothing(entry),
        *doubled(entry),
        *_unknown(entry, known),
        *_unbalanced(entry),
    ]
    if not faults:
        faults = list(_unsatisfiable(entry, known))
    return Findings(tuple(faults), tuple(_odd_codes(entry)))


def _nothing(entry: CatalogueEntry) -> Iterator[Finding]:
    if not (entry.frameworks or entry.units or entry.qualifications):
        yield Finding((), "There is nothing in this file to bring in.")


def _unknown(entry: CatalogueEntry, known: Known) -> Iterator[Finding]:
    frameworks = {one.code for one in entry.frameworks} | known.frameworks
    units = {one.code for one in entry.units} | known.units.keys()
    for index, qualification in enumerate(entry.qualifications):
        at = ("qualifications", index)
        if qualification.framework not in frameworks:
            says = f"There is no framework {qualification.framework}, here or in the catalogue."
            yield Finding((*at, "framework"), says)
        for number, group in enumerate(qualification.groups):
            for place, code in enumerate(group.units):
                if code not in units:
                    says = f"There is no unit {code}, here or in the catalogue."
                    yield Finding((*at, "groups", number, "units", place), says)
        yield from _unreadable_rules(at, qualification, units)


def _unbalanced(entry: CatalogueEntry) -> Iterator[Finding]:
    for index, qualification in enumerate(entry.qualifications):
        weights = [method.weight for method in qualification.methods]
        known = [weight for weight in weights if weight is not None]
        if not known:
            continue
        if len(known) < len(weights):
            says = "Give every method its weight, or none of them."
            yield Finding(("qualifications", index, "methods"), says)
        elif sum(known) != WHOLE:
            says = f"The weights come to {sum(known)} per cent. Together they make {WHOLE}."
            yield Finding(("qualifications", index, "methods"), says)


def _unreadable_rules(
    at: Sequence[int | str], qualification: QualificationEntry, units: Collection[str]
) -> Iterator[Finding]:
    for index, mapping in enumerate(qualification.rules):
        where = (*at, "rules", index)
        try:
            rule = rules.parse(mapping)
        except rules.BadRule as error:
            yield Finding(where, str(error))
            continue
        for code in _units_named(rule):
            if code not in units:
                says = f"There is no unit {code}, here or in the catalogue."
                yield Finding((*where, "units"), says)


def _units_named(rule: rules.Rule) -> tuple[str, ...]:
    if isinstance(rule, BarredCombination):
        return tuple(code for pair in rule.units for code in pair)
    return rule.units if isinstance(rule, EquivalentUnit) else ()


def _unsatisfiable(entry: CatalogueEntry, known: Known) -> Iterator[Finding]:
    units = {**known.units, **{unit.code: as_unit(unit) for unit in entry.units}}
    for index, qualification in enumerate(entry.qualifications):
        for reason in rules.impossible(as_structure(qualification, units)):
            yield Finding(("qualifications", index, "rules"), reason)


def as_unit(unit: UnitEntry) -> rules.Unit:
    """Give the rules what they need to know of a unit."""
    return rules.Unit(unit.code, unit.level, unit.credit, unit.title)


def as_structure(
    qualification: QualificationEntry, units: Mapping[str, rules.Unit]
) -> rules.Structure:
    """Give the rules what they need to know of a qualification."""
    return rules.Structure(
        groups=tuple(
            rules.Group(group.code, group.title, tuple(group.units), group.complete)
            for group in qualification.groups
        ),
        rules=tuple(rules.parse(mapping) for mapping in qualification.rules),
        units=units,
    )


def _odd_codes(entry: CatalogueEntry) -> Iterator[Finding]:
    for index, unit in enumerate(entry.units):
        yield from _odd(("units", index, "code"), unit.code)
    for index, qualification in enumerate(entry.qualifications):
        for place, number in enumerate(qualification.numbers):
            yield from _odd(("qualifications", index, "numbers", place, "number"), number.number)


def _odd(at: Sequence[int | str], code: str) -> Iterator[Finding]:
    finding = codes.check(code)
    if finding.is_right is False:
        yield Finding(at, finding.says)
