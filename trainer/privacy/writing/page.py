"""The pages by which people read an export: no script, nothing fetched, opened without a network."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.core.text import written
from trainer.privacy.writing.rows import spoken
from trainer.privacy.writing.sections import SECTIONS, Section, left_out
from trainer.privacy.writing.spool import Spool
from trainer.web.filters import when

HERE = Path(__file__).parent
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d")
"""An instant as the data beside the pages write it."""

SHOWN = Section(
    "feedback",
    _l("What feedback rounds showed you"),
    _l("As your own page shows it: by group, without names where none were promised."),
    ("feedback",),
)
DONE = Section(
    "your-part",
    _l("Your part in what is about others"),
    _l("Where you stand as whoever decided, wrote or read, and what you did here, by number and"
       " time. What it says is about the others, so it is not in this file."),
    ("parts", "doings"),
)  # fmt: skip


def pages(heading: dict[str, Any], spool: Spool, files: int) -> Iterator[tuple[str, Iterator[str]]]:
    """Write the first page and one for each section, each as it streams."""
    environment = _environment()
    sections = [
        section for section in (*SECTIONS, SHOWN, DONE)
        if any(spool.tables[name].rows for name in section.tables)
    ]  # fmt: skip
    shared = {
        "heading": heading,
        "made": written(datetime.fromisoformat(heading["made_at"])),
        "sections": sections,
        "spool": spool,
        "entries": {
            section.key: sum(spool.tables[name].rows for name in section.tables)
            for section in sections
        },
    }
    first = environment.get_template("index.html")
    yield "index.html", first.generate(**shared, files=files, left_out=left_out())
    template = environment.get_template("section.html")
    for section in sections:
        yield f"pages/{section.key}.html", template.generate(**shared, section=section)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, _number, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["spoken"] = lambda name: spoken(name).capitalize()
    environment.filters["said"] = said
    return environment


def _number(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def said(value: Any) -> str:
    """Write a value as it is read in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case str() if MOMENT.fullmatch(value):
            return when(datetime.fromisoformat(value))
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, indent=1) if value else ""
        case _:
            return str(value)
