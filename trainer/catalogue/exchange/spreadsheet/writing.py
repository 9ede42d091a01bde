"""Writing entries as a workbook, byte for byte the same for the same content."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

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

Row = Sequence[object]
LONG_AGO = (1980, 1, 1, 0, 0, 0)
SHOWN = {"identifier", "code", "framework", "title", "level", "credit", "facts", "groups", "rules"}


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
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        _write(book, sheet, rows[sheet])
    written = io.BytesIO()
    book.save(written)
    return _timeless(written.getvalue())


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


def _write(book: Workbook, sheet: Sheet, rows: Iterator[Row]) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    for place, (_head, _field, width) in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    heads = [_cell(page, head) for head in sheet.heads]
    for head in heads:
        head.font = Font(bold=True)
    page.append(heads)
    for row in rows:
        page.append([_cell(page, value) for value in row])


def _cell(page: Any, value: object) -> Any:
    """Make a cell; whatever text begins with, it stays text."""
    cell = WriteOnlyCell(page, value=value if isinstance(value, int) else "")
    if value is None or value == "":
        cell.value = None
    elif not isinstance(value, int):
        cell.value = str(value)
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def _qualification(one: QualificationEntry) -> Row:
    rest = one.model_dump(mode="json", exclude=SHOWN, exclude_defaults=True)
    said = json.dumps(rest, ensure_ascii=False) if rest else None
    shown = (one.code, one.framework, one.title, one.level, one.credit, one.facts)
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


def _timeless(data: bytes) -> bytes:
    """Pack the workbook anew without the moment it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">[0-9-]{10}T[0-9:.]+Z?<", b">2000-01-01T00:00:00Z<", content)
            part = zipfile.ZipInfo(name, LONG_AGO)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, content)
    return packed.getvalue()
