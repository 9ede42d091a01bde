"""The small parts that pages draw hundreds of times, drawn without a template: cells, states, icons.

Templates find them where the other macros are (`macros/list.html`, `macros/status.html`,
`macros/icon.html`).
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Protocol

from flask import Flask
from markupsafe import Markup, escape

from trainer.web.assets import asset
from trainer.web.remembered import here


class Shown(Protocol):
    """A state as colour, shape and word."""

    tone: str
    icon: str
    word: object


def cell(
    word: str, value: object = "", num: bool = False, caller: Callable[[], str] | None = None
) -> Markup:
    """Draw one cell of a table, with the words that stand before it on a phone."""
    inside = f"<span>{escape(value)}</span>" if caller is None else caller()
    look = ' class="num"' if num else ""
    return Markup(f'<td data-th="{escape(word)}"{look}>{inside}</td>')  # noqa: S704 - escaped above


def icon(name: str) -> Markup:
    """Draw an icon of the one sprite; words stand beside it, or its link has an aria-label."""
    drawn = here()
    found = drawn.get(("icon", name))
    if found is None:
        address = f"{asset('icons.svg')}#i-{escape(name)}"
        found = drawn["icon", name] = Markup(  # noqa: S704 - escaped above
            f'<svg class="i" aria-hidden="true"><use href="{address}"/></svg>'
        )
    return found


def status(state: Shown) -> Markup:
    """Draw a state as colour, shape and word."""
    return badge(state.tone, state.icon, state.word)


def badge(tone: str, icon_name: str, word: object) -> Markup:
    """Draw a word as a state is drawn; the tone is good, move, care, stop, calm or done."""
    drawn = here()
    key = ("badge", tone, icon_name, str(word))
    found = drawn.get(key)
    if found is None:
        inside = f"{icon(icon_name)}{escape(word)}"
        found = drawn[key] = Markup(  # noqa: S704 - escaped above
            f'<span class="st st-{escape(tone)}">{inside}</span>'
        )
    return found


def register(app: Flask) -> None:
    """Let the files of macros hand these parts on."""
    parts: dict[str, Any] = {"badge": badge, "cell": cell, "icon": icon, "status": status}
    app.jinja_env.globals["parts"] = SimpleNamespace(**parts)
