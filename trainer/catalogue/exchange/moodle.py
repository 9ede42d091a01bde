"""Moodle's CSV of a competency framework: fourteen columns, the framework first.

What Moodle has no column for travels in its descriptions, in a comment that nobody sees there.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from trainer.catalogue.exchange.finishing import finish
from trainer.catalogue.exchange.outline import Item, Kind
from trainer.catalogue.importing import Known, Plan, identifiers
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import MOST_FAULTS, Unfit, faulty
from trainer.catalogue.models import FrameworkKind
from trainer.web.csv import as_written, made_safe

HEADS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
PARENT, NUMBER, NAME, DESCRIPTION, FRAMEWORK = 0, 1, 2, 3, 12
FIELDS = {"title": "Short name", "text": "Description", "code": "ID number", "number": "ID number"}
SCALE = "Not yet competent,Competent"
SCALE_SETTING = '[{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]'
TAXONOMIES = "competency,outcome,indicator,indicator"
SHORT = 100
MOST_ROWS = 20_001
DEEPEST = 20
OURS = re.compile(r"<!-- trainer (\{.*?\}) -->", re.DOTALL)
csv.field_size_limit(1_000_000)


def looks_like_moodle(text: str) -> bool:
    """Recognise the file by its fourteen heads, whatever language they are in."""
    return _separator(text) is not None


def read_moodle(text: str, *, source: str, known: Known) -> Plan:
    """Read a framework from the file."""
    rows = list(_rows(text))
    faults: list[Fault] = []
    document = _framework(rows, faults)
    warnings = _grow(document, rows, faults)
    if faults:
        return faulty(faults[:MOST_FAULTS], len(faults), source, "moodle")
    return finish(
        document, FrameworkKind.SKILLS, warnings, FIELDS, source=source, known=known, kind="moodle"
    )


def _separator(text: str) -> str | None:
    first = text[:2000].splitlines()[0] if text.strip() else ""
    for sign in ",;\t:":
        cells = next(iter(csv.reader([first], delimiter=sign)), [])
        if len(cells) == len(HEADS) and "id" in cells[NUMBER].lower().replace(" ", ""):
            return sign
    return None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text) or ",")
    try:
        next(reader, None)
        for count, row in enumerate(reader, start=2):
            if count > MOST_ROWS + 1:
                raise Unfit(f"There are more than {MOST_ROWS - 1} competencies. Split the file.")
            if any(cell.strip() for cell in row):
                if len(row) != len(HEADS):
                    says = f"There are {len(row)} columns in this row, not {len(HEADS)}."
                    raise Unfit(says, place=f"row {count}")
                yield count, [as_written(cell) for cell in row]
    except csv.Error as error:
        says = f"From here on this is not CSV ({error})."
        raise Unfit(says, reader.line_num) from None


def _framework(rows: Sequence[tuple[int, list[str]]], faults: list[Fault]) -> Item:
    found = [(place, row) for place, row in rows if row[FRAMEWORK].strip() in {"1", "true", "yes"}]
    if not found:
        raise Unfit("No row of this file is the framework: “Is framework” is 1 nowhere.")
    faults += [
        Fault("There is a framework in this file already.", place=f"row {place}")
        for place, _row in found[1:]
    ]
    place, row = found[0]
    return _item(place, row, "")


def _grow(
    document: Item, rows: Sequence[tuple[int, list[str]]], faults: list[Fault]
) -> list[Fault]:
    items: dict[str, Item] = {}
    parents: dict[str, tuple[int, str]] = {}
    linked = 0
    for place, row in rows:
        number = row[NUMBER].strip()
        if row[FRAMEWORK].strip() in {"1", "true", "yes"}:
            continue
        if not number or number in items:
            says = f"{number or 'An empty number'} can't be an ID number here: each has its own."
            faults.append(Fault(says, place=f"row {place}", field=HEADS[NUMBER]))
            continue
        items[number] = _item(place, row, document.code)
        parents[number] = (place, row[PARENT].strip())
        linked += bool(row[10].strip())
    for number, item in items.items():
        place, parent = parents[number]
        above = document if not parent else items.get(parent)
        if above is None:
            says = f"There is no competency {parent} in this file."
            faults.append(Fault(says, place=f"row {place}", field=HEADS[PARENT]))
        elif _circles(number, parents):
            says = "This competency stands under itself, or too deep."
            faults.append(Fault(says, place=f"row {place}", field=HEADS[PARENT]))
        else:
            above.children.append(item)
    for one in (document, *items.values()):
        if one.children and one.short:
            one.text = one.short
    told = f"The cross-references of {linked} competencies are not kept."
    return [Fault(told, place=HEADS[10])] if linked else []


def _circles(number: str, parents: dict[str, tuple[int, str]]) -> bool:
    for _step in range(DEEPEST):
        _place, number = parents.get(number, (0, ""))
        if not number:
            return False
    return True


def _item(place: int, row: Sequence[str], framework: str) -> Item:
    number, name = row[NUMBER].strip(), row[NAME].strip()
    facts = _ours(row[DESCRIPTION])
    if facts:
        return Item(
            text=_said(facts.pop("text", None), name),
            identifier=_said(facts.pop("identifier", None), ""),
            code=_said(facts.pop("code", None), number),
            facts=facts,
            at=f"row {place}",
        )
    said = _plain(row[DESCRIPTION])
    text = f"{name}: {said}" if said and said != name else name
    return Item(
        text=text,
        identifier=identifiers.made("moodle", framework, number),
        code=number,
        short=name,
        at=f"row {place}",
    )


def _said(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise


def _ours(description: str) -> dict[str, Any]:
    found = OURS.search(description)
    try:
        facts = json.loads(found[1]) if found else {}
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _plain(description: str) -> str:
    without = re.sub(r"<!--.*?-->|<[^>]{0,500}>", " ", description, flags=re.DOTALL)
    return " ".join(html.unescape(without).split())


def as_moodle(document: Item) -> bytes:
    """Write an outline of ours as Moodle's file."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADS)
    top = [*_cells("", document.code, document), SCALE, SCALE_SETTING, "", "", "", "", "", "1"]
    writer.writerow([made_safe(cell) for cell in (*top, TAXONOMIES)])
    for row in _competencies(document, "", ""):
        writer.writerow([made_safe(cell) for cell in row])
    return written.getvalue().encode()


def _competencies(item: Item, parent: str, unit: str) -> Iterator[list[str]]:
    for child in item.children:
        number = _number(child, unit)
        yield [*_cells(parent, number, child), *[""] * 7, "", ""]
        yield from _competencies(child, number, unit or number)


def _number(item: Item, unit: str) -> str:
    sign = {Kind.OUTCOME: "/LO", Kind.CRITERION: "/"}.get(item.kind or Kind.UNIT, "")
    return f"{unit}{sign}{item.code}"


def _cells(parent: str, number: str, item: Item) -> list[str]:
    name = item.text if len(item.text) <= SHORT else f"{item.text[: SHORT - 1].rstrip()}…"
    told = {**item.facts, "identifier": item.identifier, "code": item.code, "text": item.text}
    hidden = json.dumps(told, ensure_ascii=False).replace("--", "-\\u002d").replace(">", "\\u003e")
    return [parent, number, name, f"<p>{html.escape(item.text)}</p><!-- trainer {hidden} -->", "1"]
