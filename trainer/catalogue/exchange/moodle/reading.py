"""Reading Moodle's file: the rows, then the tree that their parents make."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from trainer.catalogue.exchange.finishing import finish
from trainer.catalogue.exchange.folding import is_ours
from trainer.catalogue.exchange.moodle.columns import (
    DESCRIPTION,
    LINKS,
    NAME,
    NUMBER,
    PARENT,
    RULE,
    SCALE,
    TAXONOMY,
    Columns,
    Row,
    rows_of,
)
from trainer.catalogue.exchange.moodle.writing import shortened
from trainer.catalogue.exchange.outline import Item
from trainer.catalogue.importing import Known, LeftOut, Plan, identifiers
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.settling import Unfit, faulty
from trainer.catalogue.models import FrameworkKind

FIELDS = {"title": NAME, "text": DESCRIPTION, "code": NUMBER, "number": NUMBER}
DEEPEST = 20
OURS = re.compile(r"<!-- trainer (\{.*?\}) -->", re.DOTALL)


def read_moodle(text: str, *, source: str, known: Known) -> Plan:
    """Read a framework from the file."""
    faults: list[Fault] = []
    columns, rows = rows_of(text, faults)
    framework = _framework(rows, faults)
    document = _grown(framework, [row for row in rows if not row.is_framework], faults)
    if faults:
        return faulty(faults, source, "moodle")
    left_out = () if is_ours(document) else tuple(_left_out(columns, rows))
    return finish(
        document,
        FrameworkKind.SKILLS,
        [],
        FIELDS,
        left_out=left_out,
        source=source,
        known=known,
        kind="moodle",
    )


def _framework(rows: Sequence[Row], faults: list[Fault]) -> Row:
    found = [row for row in rows if row.is_framework]
    if not found:
        if faults:
            return Row(0, {})
        raise Unfit("No row of this file is the framework: “Is framework” is 1 nowhere.")
    says = "There is a framework in this file already."
    faults += [Fault(says, place=row.at) for row in found[1:]]
    return found[0]


def _grown(framework: Row, rows: Sequence[Row], faults: list[Fault]) -> Item:
    document = _item(framework, "")
    items: dict[str, Item] = {}
    above: dict[str, tuple[Row, str]] = {}
    for row in rows:
        number = row[NUMBER]
        if not number or number in items:
            says = f"{number or 'An empty number'} can't be an ID number here: each has its own."
            faults.append(Fault(says, place=row.at, field=NUMBER))
            continue
        items[number] = _item(row, document.code)
        above[number] = row, row[PARENT]
    for number, item in items.items():
        row, parent = above[number]
        if parent == framework[NUMBER] and parent not in items:
            document.children.append(item)
        elif parent and parent not in items:
            says = f"There is no competency {parent} in this file."
            faults.append(Fault(says, place=row.at, field=PARENT))
        elif _circles(number, above):
            says = "This competency stands under itself, or too deep."
            faults.append(Fault(says, place=row.at, field=PARENT))
        else:
            (items[parent] if parent else document).children.append(item)
    for one in (document, *items.values()):
        if one.children and one.short:
            one.text = one.short
    return document


def _circles(number: str, above: dict[str, tuple[Row, str]]) -> bool:
    for _step in range(DEEPEST):
        _row, number = above.get(number, (None, ""))
        if not number:
            return False
    return True


def _left_out(columns: Columns, rows: Sequence[Row]) -> Iterator[LeftOut]:
    found = (
        LeftOut("scales (Scale values)", sum(bool(row[SCALE]) for row in rows)),
        LeftOut("rules of completion (Rule type)", sum(bool(row[RULE]) for row in rows)),
        LeftOut("cross-references", sum(len(_parts(row[LINKS])) for row in rows)),
        LeftOut("taxonomies", sum(bool(row[TAXONOMY]) for row in rows)),
        LeftOut(f"other columns ({', '.join(columns.unread)})", len(columns.unread)),
    )
    yield from (one for one in found if one.count)


def _parts(listed: str) -> list[str]:
    return [part for part in listed.split(",") if part.strip()]


def _item(row: Row, framework: str) -> Item:
    number, name, said = row[NUMBER], row[NAME], _plain(row[DESCRIPTION])
    facts = _ours(row[DESCRIPTION])
    if facts:
        return Item(
            text=_as_it_stands(_said(facts.pop("text", None), name), name, said),
            identifier=_said(facts.pop("identifier", None), ""),
            code=_said(facts.pop("code", None), number),
            facts=facts,
            at=row.at,
        )
    return Item(
        text=_together(name, number, said),
        identifier=identifiers.made("moodle", framework, number),
        code=number,
        short=name,
        note=said,
        at=row.at,
    )


def _as_it_stands(ours: str, name: str, said: str) -> str:
    """Take what we wrote, unless somebody has changed it since in Moodle."""
    if said != " ".join(ours.split()):
        return said or name
    return ours if name == " ".join(shortened(ours).split()) else name


def _together(name: str, number: str, said: str) -> str:
    """Put a short name and a description together, where one does not say the other already."""
    if not said:
        return name
    is_said = not name or name == number or said.lower().startswith(name.lower())
    return said if is_said else f"{name}: {said}"


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
