"""Reading a workbook: rows by the heads of their columns, then the shape of format 1.

A formula is never worked out: what it would give could differ from what its writer saw.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from trainer.catalogue.exchange.folding import dated
from trainer.catalogue.exchange.shaped import Shaped
from trainer.catalogue.exchange.spreadsheet.rows import Row, rows_of
from trainer.catalogue.exchange.spreadsheet.sheets import (
    CRITERIA,
    FRAMEWORKS,
    GROUPS,
    NUMERIC,
    QUALIFICATIONS,
    RULES,
    SHEETS,
    UNITS,
)
from trainer.catalogue.importing import Known, Plan
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import faulty, settle

FIELDS: Mapping[str, str] = {
    field: "Title" if field == "title" else head
    for sheet in SHEETS
    for head, field, _width in sheet.columns
}


def read_spreadsheet(data: bytes, *, source: str, known: Known) -> Plan:
    """Read a workbook and check all of it."""
    faults: list[Fault] = []
    rows = rows_of(data, faults)
    if faults:
        return faulty(faults, source, "xlsx")
    shaped = Shaped()
    build = _Building(shaped, faults)
    shaped.data = {
        "trainer_catalogue": 1,
        "frameworks": build.simple("frameworks", rows[FRAMEWORKS]),
        "units": build.units(rows[UNITS], rows[CRITERIA]),
        "qualifications": build.qualifications(rows[QUALIFICATIONS], rows[GROUPS], rows[RULES]),
    }
    if faults:
        return faulty(faults, source, "xlsx")

    def place(finding: Finding) -> Fault:
        return shaped.place(finding, FIELDS)

    return settle(shaped.data, place, source=source, known=known, kind="xlsx")


class _Building:
    """Puts rows together that belong to each other, and points at those that belong to nothing."""

    def __init__(self, shaped: Shaped, faults: list[Fault]) -> None:
        self.shaped = shaped
        self.faults = faults

    def simple(self, name: str, rows: list[Row]) -> list[dict[str, Any]]:
        """Take rows over as they are."""
        for place, row in enumerate(rows):
            self.shaped.put((name, place), row.at)
        return [filled(row) for row in rows]

    def units(self, rows: list[Row], criteria: list[Row]) -> list[dict[str, Any]]:
        """Put outcomes and criteria into their units."""
        units = self.simple("units", rows)
        for unit in units:
            unit["outcomes"] = []
            unit["prompts"] = [one for one in unit.get("prompts", "").split("\n") if one.strip()]
        by_code = {str(unit.get("code")): place for place, unit in enumerate(units)}
        for row in criteria:
            place = by_code.get(row.values.get("unit", ""))
            if place is None:
                says = f"There is no unit {row.values.get('unit', '')} in the sheet Units."
                self.faults.append(Fault(says, place=row.at, field="Unit"))
            else:
                self._criterion(("units", place), units[place]["outcomes"], row)
        return units

    def _criterion(self, path: tuple[str, int], outcomes: list[dict[str, Any]], row: Row) -> None:
        values = row.values
        number = values.get("outcome", "")
        if not outcomes or outcomes[-1]["number"] != number:
            self.shaped.put((*path, "outcomes", len(outcomes)), row.at)
            outcomes.append(
                {
                    "number": number,
                    "title": values.get("title", ""),
                    "kind": values.get("kind", ""),
                    "identifier": values.get("outcome_identifier") or None,
                    "criteria": [],
                }
            )
        criteria = outcomes[-1]["criteria"]
        if "number" in values or "text" in values:
            at = (*path, "outcomes", len(outcomes) - 1, "criteria", len(criteria))
            self.shaped.put(at, row.at)
            told: dict[str, Any] = {
                name: values[name] for name in ("number", "text") if name in values
            }
            words = listed(values.get("words", ""))
            criteria.append(
                {**told, "words": words, "identifier": values.get("identifier") or None}
            )

    def qualifications(
        self, rows: list[Row], groups: list[Row], rules: list[Row]
    ) -> list[dict[str, Any]]:
        """Put groups and rules into their qualifications."""
        made = self.simple("qualifications", rows)
        for place, one in enumerate(made):
            rest = self._json(rows[place], "rest", one.pop("rest", "{}"))
            made[place] = {**dated(rest), **one, "groups": [], "rules": []}
        by_code = {str(one.get("code")): place for place, one in enumerate(made)}
        self._inside(made, by_code, "groups", groups, _group)
        self._inside(made, by_code, "rules", rules, self._rule)
        return made

    def _inside(
        self,
        made: list[dict[str, Any]],
        by_code: Mapping[str, int],
        name: str,
        rows: list[Row],
        build: Callable[[Row], dict[str, Any]],
    ) -> None:
        for row in rows:
            code = row.values.get("qualification", "")
            if code not in by_code:
                says = f"There is no qualification {code} in the sheet Qualifications."
                self.faults.append(Fault(says, place=row.at, field="Qualification"))
                continue
            place = by_code[code]
            self.shaped.put(("qualifications", place, name, len(made[place][name])), row.at)
            made[place][name].append(build(row))

    def _rule(self, row: Row) -> dict[str, Any]:
        fields = self._json(row, "fields", row.values.get("fields", "{}"))
        return {"type": row.values.get("type", ""), **fields}

    def _json(self, row: Row, field: str, text: str) -> dict[str, Any]:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        says = 'Write fields as in {"group": "A", "min": 3}, or leave this empty.'
        self.faults.append(Fault(says, place=row.at, field=FIELDS[field]))
        return {}


def _group(row: Row) -> dict[str, Any]:
    values = row.values
    told: dict[str, Any] = {name: values[name] for name in ("code", "title") if name in values}
    units = listed(values.get("units", ""))
    return {**told, "complete": values.get("complete", "yes").lower() != "no", "units": units}


def listed(text: str) -> list[Any]:
    """Read a list: as JSON where its parts hold commas, else between commas or line breaks."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list):
            return found
    return [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]


def filled(row: Row) -> dict[str, Any]:
    """Take the cells that hold something, numbers as numbers."""
    return {
        name: int(value) if name in NUMERIC and value.isdecimal() else value
        for name, value in row.values.items()
    }
