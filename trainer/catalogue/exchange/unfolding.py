"""From entries of ours to an outline, with everything an outline has no place for as facts."""

from typing import Any

from trainer.catalogue.exchange.outline import Item, Kind
from trainer.catalogue.importing import (
    CatalogueEntry,
    FrameworkEntry,
    OutcomeEntry,
    QualificationEntry,
    UnitEntry,
    identifiers,
)
from trainer.catalogue.importing.entries import Entry

FORMAT = 1


def unfold(entry: CatalogueEntry) -> Item:
    """Write one qualification with its framework and units as an outline."""
    (qualification,), (framework,) = entry.qualifications, entry.frameworks
    units = {unit.code: unit for unit in entry.units}
    document = head(framework, qualification)
    document.children = [unit_item(units[code]) for code in qualification.units()]
    return document


def head(framework: FrameworkEntry, qualification: QualificationEntry) -> Item:
    """Write what a qualification says about itself, without its units."""
    facts = {
        "format": FORMAT,
        "framework": framework.model_dump(mode="json"),
        "qualification": _facts(qualification, "title", "code"),
    }
    return Item(
        text=qualification.title,
        identifier=qualification.identifier or identifiers.of_qualification(qualification.code),
        code=qualification.code,
        facts=facts,
    )


def unit_item(unit: UnitEntry) -> Item:
    """Write a unit with its outcomes and criteria."""
    identifier = unit.identifier or identifiers.of_unit(unit.code)
    return Item(
        text=unit.title,
        identifier=identifier,
        code=unit.code,
        kind=Kind.UNIT,
        facts=_facts(unit, "title", "code", "outcomes"),
        children=[_outcome(identifier, outcome) for outcome in unit.outcomes],
    )


def _outcome(unit: str, outcome: OutcomeEntry) -> Item:
    criteria = [
        Item(
            text=one.text,
            identifier=one.identifier or identifiers.of_criterion(unit, one.number),
            code=one.number,
            kind=Kind.CRITERION,
            facts=_facts(one, "text", "number"),
        )
        for one in outcome.criteria
    ]
    return Item(
        text=outcome.title,
        identifier=outcome.identifier or identifiers.of_outcome(unit, outcome.number),
        code=outcome.number,
        kind=Kind.OUTCOME,
        facts=_facts(outcome, "title", "number", "criteria"),
        children=criteria,
    )


def _facts(entry: Entry, *elsewhere: str) -> dict[str, Any]:
    """Dump what an entry says, but for what the item itself shows."""
    return entry.model_dump(mode="json", exclude={*elsewhere, "identifier"}, exclude_defaults=True)
