"""What a macro drew, kept: a list of fifty rows shows the same few badges fifty times."""

from collections.abc import Hashable
from typing import Any, cast

from flask import Flask, g, request
from flask_babel import get_locale

MOST = 4096

Drawn = dict[Hashable, Any]

_drawn: dict[Hashable, Drawn] = {}


def remembered(macro: Any, *arguments: Hashable) -> Any:
    """Return what the macro draws for these arguments, drawing it only the first time.

    For macros whose picture depends on nothing but their arguments, the reader's language and
    where the application is mounted.
    """
    drawn = here()
    key = (macro.name, *arguments)
    found = drawn.get(key)
    if found is None:
        if len(drawn) >= MOST:
            drawn.clear()
        found = drawn[key] = macro(*arguments)
    return found


def here() -> Drawn:
    """Find what was drawn before for this language and mount, which a request settles once."""
    drawn = g.get("drawn")
    if drawn is None:
        drawn = g.drawn = _drawn.setdefault((get_locale(), request.script_root), {})
    return cast("Drawn", drawn)


def register(app: Flask) -> None:
    """Let macros say `remembered(_drawing, …)`."""
    app.jinja_env.globals["remembered"] = remembered
