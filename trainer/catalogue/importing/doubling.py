"""What may stand only once in a file, and does so twice."""

from collections.abc import Iterable, Iterator, Sequence

from trainer.catalogue.importing.entries import CatalogueEntry, QualificationEntry, UnitEntry
from trainer.catalogue.importing.findings import Finding


def doubled(entry: CatalogueEntry) -> Iterator[Finding]:
    """Find codes, numbers and identifiers that stand where another of the same stands."""
    yield from _doubled_identifiers(entry)
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


def _doubled_identifiers(entry: CatalogueEntry) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, identifier in _identifiers(entry):
        if identifier in seen:
            says = f"{identifier} is the identifier of something else too. Each has its own."
            yield Finding((*at, "identifier"), says)
        seen.add(identifier)


def _identifiers(entry: CatalogueEntry) -> Iterator[tuple[tuple[int | str, ...], str]]:
    for index, qualification in enumerate(entry.qualifications):
        if qualification.identifier:
            yield ("qualifications", index), qualification.identifier
    for index, unit in enumerate(entry.units):
        if unit.identifier:
            yield ("units", index), unit.identifier
        for place, outcome in enumerate(unit.outcomes):
            at = ("units", index, "outcomes", place)
            if outcome.identifier:
                yield at, outcome.identifier
            for number, criterion in enumerate(outcome.criteria):
                if criterion.identifier:
                    yield (*at, "criteria", number), criterion.identifier
