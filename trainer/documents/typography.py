"""Come here for the templates of documents, their filters, and what may be printed."""

import re
import unicodedata
from datetime import date
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from trainer.documents import shipped
from trainer.documents.glyphs import spelt_out

# Control characters, halves of characters, and marks that turn the direction of what follows:
# none belongs in a printed line, and the last could make a name read as another.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def templates() -> Environment:
    """Return the templates of documents, which escape everything they are given."""
    environment = Environment(
        loader=FileSystemLoader(shipped.TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.globals["direction"] = direction
    environment.filters.update(day=day, short_day=short_day, or_dash=or_dash)
    return environment


def printable(data: Any) -> Any:
    """Leave out of all the words what must not be printed, and write each accented letter whole.

    What no typeface of ours has is named: a hollow box says nothing.
    """
    match data:
        case str():
            return spelt_out(unicodedata.normalize("NFC", UNPRINTABLE.sub("", data)))
        case list():
            return [printable(item) for item in data]
        case dict():
            return {name: printable(item) for name, item in data.items()}
        case _:
            return data


def direction(text: str) -> str:
    """Say from which side a text is set: that of its first letter which has one."""
    sides = (unicodedata.bidirectional(letter) for letter in text)
    first = next((side for side in sides if side in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


@pass_context
def day(context: Context, value: str) -> str:
    """Write a date out: 9 November 2026."""
    return _format(context, value, "d MMMM y")


@pass_context
def short_day(context: Context, value: str) -> str:
    """Write a date short: 9 Nov 2026."""
    return _format(context, value, "d MMM y")


def or_dash(value: object) -> object:
    """Show a dash where there is nothing to show."""
    return "–" if value is None else value


def _format(context: Context, value: str, pattern: str) -> str:
    locale = str(context["language"]).replace("-", "_")
    return format_date(date.fromisoformat(value), pattern, locale=locale)
