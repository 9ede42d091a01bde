"""From what a file holds, in the shape of format 1, to a plan: each field, then the whole."""

from collections.abc import Callable, Sequence

from pydantic import ValidationError

from trainer.catalogue.importing import checking, saying
from trainer.catalogue.importing.entries import CatalogueEntry
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault, Known, Plan

MOST_FAULTS = 50
"""So many are shown; all are counted."""


class Unfit(Exception):
    """The file can't be read at all; the fault says why."""

    def __init__(self, says: str, line: int | None = None, place: str = "") -> None:
        super().__init__(says)
        self.fault = Fault(says, line, place)


Placing = Callable[[Finding], Fault]
"""Points at the place in the file a finding is about."""


def settle(data: object, place: Placing, *, source: str, known: Known, kind: str) -> Plan:
    """Check what a file holds, and make the plan of it."""
    try:
        entry = CatalogueEntry.model_validate(data)
    except ValidationError as error:
        return ill(error, place, source, kind)
    return settled(entry, place, source=source, known=known, kind=kind)


def settled(entry: CatalogueEntry, place: Placing, *, source: str, known: Known, kind: str) -> Plan:
    """Check what is right field by field as a whole, and make the plan of it."""
    findings = checking.check(entry, known)
    return Plan(
        source=source,
        frameworks=tuple(entry.frameworks),
        units=tuple(entry.units),
        qualifications=tuple(entry.qualifications),
        faults=tuple(place(one) for one in findings.faults[:MOST_FAULTS]),
        warnings=tuple(place(one) for one in findings.warnings[:MOST_FAULTS]),
        fault_count=len(findings.faults),
        warning_count=len(findings.warnings),
        format=kind,
    )


def faulty(faults: Sequence[Fault], source: str, kind: str) -> Plan:
    """Make a plan of nothing but what is wrong."""
    return Plan(source, faults=tuple(faults[:MOST_FAULTS]), fault_count=len(faults), format=kind)


def ill(error: ValidationError, place: Placing, source: str, kind: str) -> Plan:
    """Make a plan of what is wrong with the fields of a file; only what is shown is looked up."""
    findings = [Finding(one["loc"], saying.of(one)) for one in error.errors(include_url=False)]
    return Plan(
        source,
        faults=tuple(place(one) for one in findings[:MOST_FAULTS]),
        fault_count=len(findings),
        format=kind,
    )
