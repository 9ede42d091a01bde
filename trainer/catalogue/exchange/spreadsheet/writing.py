"""Writing entries as a workbook that reads back to the same."""

import json
from collections.abc import Iterator, Sequence

from trainer.catalogue.exchange.spreadsheet.sheets import (
    CRITERIA,
    FRAMEWORKS,
    GROUPS,
    QUALIFICATIONS,
    RULES,
    SHEETS,
    UNITS,
    Sheet,
)
from trainer.catalogue.importing import (
    CatalogueEntry,
    Plan,
    QualificationEntry,
    UnitEntry,
    identifiers,
)
from trainer.catalogue.importing.identifiers import unless
from trainer.documents.workbook import Leaf, as_workbook

Row = Sequence[object]
MEASURES = ("level", "credit", "tqt", "valid_months")
SHOWN = {"identifier", "code", "framework", "title", *MEASURES, "facts", "groups", "rules"}


def as_spreadsheet(entry: CatalogueEntry) -> bytes:
    """Write a workbook that `read_spreadsheet` reads back to the same entries."""
    rows: dict[Sheet, Iterator[Row]] = {
        FRAMEWORKS: ((one.code, one.title, one.kind) for one in entry.frameworks),
        QUALIFICATIONS: (_qualification(one) for one in entry.qualifications),
        GROUPS: (row for one in entry.qualifications for row in _groups(one)),
        RULES: (row for one in entry.qualifications for row in _rules(one)),
        UNITS: (_unit(one) for one in entry.units),
        CRITERIA: (row for one in entry.units for row in _criteria(one)),
    }
    return as_workbook(Leaf(one.name, one.heads, one.widths, rows[one]) for one in SHEETS)


def template(example: Plan) -> bytes:
    """Write a workbook to fill in, with an example in it to be overwritten."""
    return as_spreadsheet(
        CatalogueEntry(
            trainer_catalogue=1,
            frameworks=list(example.frameworks),
            units=list(example.units),
            qualifications=list(example.qualifications),
        )
    )


def _qualification(one: QualificationEntry) -> Row:
    rest = one.model_dump(mode="json", exclude=SHOWN, exclude_defaults=True)
    said = json.dumps(rest, ensure_ascii=False) if rest else None
    measures = [getattr(one, name) for name in MEASURES]
    shown = (one.code, one.framework, one.title, *measures, one.facts)
    return (*shown, said, unless(one.identifier, identifiers.of_qualification(one.code)))


def _groups(one: QualificationEntry) -> Iterator[Row]:
    for group in one.groups:
        complete = "yes" if group.complete else "no"
        yield one.code, group.code, group.title, complete, _listed(group.units)


def _rules(one: QualificationEntry) -> Iterator[Row]:
    for rule in one.rules:
        fields = {name: value for name, value in rule.items() if name != "type"}
        yield one.code, rule["type"], json.dumps(fields, ensure_ascii=False)


def _unit(unit: UnitEntry) -> Row:
    prompts = "\n".join(unit.prompts)
    measures = (unit.level, unit.credit, unit.glh, unit.facts, unit.wording)
    own = unless(unit.identifier, identifiers.of_unit(unit.code))
    return (unit.code, unit.title, *measures, prompts, own)


def _criteria(unit: UnitEntry) -> Iterator[Row]:
    named = unit.identifier or identifiers.of_unit(unit.code)
    for outcome in unit.outcomes:
        head = (unit.code, outcome.number, outcome.title, outcome.kind)
        above = unless(outcome.identifier, identifiers.of_outcome(named, outcome.number))
        if not outcome.criteria:
            yield (*head, None, None, None, above, None)
        for one in outcome.criteria:
            row = (one.number, one.text, _listed(one.words))
            own = unless(one.identifier, identifiers.of_criterion(named, one.number))
            yield (*head, *row, above, own)


def _listed(parts: Sequence[str]) -> str:
    if any("," in one or one.startswith("[") for one in parts):
        return json.dumps(parts, ensure_ascii=False)
    return ", ".join(parts)
