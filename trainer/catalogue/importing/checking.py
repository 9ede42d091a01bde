"""What can be wrong in a file although each field by itself is right."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.catalogue import codes, rules
from trainer.catalogue.importing.entries import (
    CatalogueEntry,
    QualificationEntry,
    UnitEntry,
)
from trainer.catalogue.importing.plan import Known
from trainer.catalogue.rules.kinds import BarredCombination, EquivalentUnit

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one place in the file, given by the steps that lead there."""

    at: Sequence[int | str]
    says: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What forbids the import, and what only deserves a look."""

    faults: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check(entry: CatalogueEntry, known: Known) -> Findings:
    """Check a file as a whole, against itself and what the catalogue holds already."""
    faults = [*_doubled(entry), *_unknown(entry, known), *_unbalanced(entry)]
    if not faults:
        faults = list(_unsatisfiable(entry, known))
    return Findings(tuple(faults), tuple(_odd_codes(entry)))


def _doubled(entry: CatalogueEntry) -> Iterator[Finding]:
    for name, things in (
        ("frameworks", entry.frameworks),
        ("units", entry.units),
        ("qualifications", entry.qualifications),
    ):
        yield from _twice((name,), [one.code for one in things], "code")
    for index, unit in enumerate(entry.units):
        yield from _doubled_numbers(("units", index), unit)
    for index, qualification in enumerate(entry.qualifications):
        at = ("qualifications", index, "groups")
        yield from _twice(at, [group.code for group in qualification.groups], "code")
        for number, group in enumerate(qualification.groups):
            yield from _twice((*at, number, "units"), group.units, None)
        numbers = [f"{one.organisation} {one.number}" for one in qualification.numbers]
        yield from _twice(("qualifications", index, "numbers"), numbers, "number")
        yield from _doubled_methods(("qualifications", index), qualification)


def _doubled_methods(at: Sequence[int | str], entry: QualificationEntry) -> Iterator[Finding]:
    yield from _twice((*at, "methods"), [method.title for method in entry.methods], "title")
    yield from _twice((*at, "grades"), entry.grades, None)


def _doubled_numbers(at: Sequence[int | str], unit: UnitEntry) -> Iterator[Finding]:
    at = (*at, "outcomes")
    yield from _twice(at, [outcome.number for outcome in unit.outcomes], "number")
    seen: set[str] = set()
    for index, outcome in enumerate(unit.outcomes):
        for place, criterion in enumerate(outcome.criteria):
            if criterion.number in seen:
                says = f"Criterion {criterion.number} is in this unit already. Number it anew."
                yield Finding((*at, index, "criteria", place, "number"), says)
            seen.add(criterion.number)


def _twice(at: Sequence[int | str], names: Iterable[str], field: str | None) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            where = (*at, index) if field is None else (*at, index, field)
            yield Finding(where, f"{name} is listed already. Each stands here once.")
        seen.add(name)


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
