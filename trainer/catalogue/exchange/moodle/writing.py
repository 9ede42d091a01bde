"""Writing an outline of ours as Moodle's file."""

import csv
import html
import io
import json
from collections.abc import Iterator

from trainer.catalogue.exchange.moodle.columns import HEADS
from trainer.catalogue.exchange.outline import Item, Kind
from trainer.web.csv import made_safe

SCALE = "Not yet competent,Competent"
SCALE_SETTING = '[{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]'
TAXONOMIES = "competency,outcome,indicator,indicator"
SHORT = 100


def as_moodle(document: Item) -> bytes:
    """Write an outline of ours as Moodle's file."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADS)
    top = [*_cells("", document.code, document), SCALE, SCALE_SETTING, "", "", "", "", "", "1"]
    writer.writerow([made_safe(cell) for cell in (*top, TAXONOMIES)])
    for row in _competencies(document, "", "", set()):
        writer.writerow([made_safe(cell) for cell in row])
    return written.getvalue().encode()


def _competencies(item: Item, parent: str, unit: str, taken: set[str]) -> Iterator[list[str]]:
    for child in item.children:
        number = _number(child, unit)
        while number in taken:
            number += "~"
        taken.add(number)
        yield [*_cells(parent, number, child), *[""] * 7, "", ""]
        yield from _competencies(child, number, unit or number, taken)


def _number(item: Item, unit: str) -> str:
    sign = {Kind.OUTCOME: "/LO", Kind.CRITERION: "/"}.get(item.kind or Kind.UNIT, "")
    return f"{unit}{sign}{item.code}"


def _cells(parent: str, number: str, item: Item) -> list[str]:
    told = {**item.facts, "identifier": item.identifier, "code": item.code, "text": item.text}
    hidden = json.dumps(told, ensure_ascii=False).replace("--", "-\\u002d").replace(">", "\\u003e")
    said = f"<p>{html.escape(item.text)}</p><!-- trainer {hidden} -->"
    return [parent, number, shortened(item.text), said, "1"]


def shortened(text: str) -> str:
    """Shorten a text to what Moodle has room for in a name."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
