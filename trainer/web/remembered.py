"""What a macro drew, kept: a list of fifty rows shows the same few badges fifty times."""

from collections.abc import Hashable
from typing import Any

from flask import Flask, request
from flask_babel import get_locale

MOST = 4096

_drawn: dict[Hashable, Any] = {}


def remembered(macro: Any, *arguments: Hashable) -> Any:
    """Return what the macro draws for these arguments, drawing it only the first time.

    For macros whose picture depends on nothing but their arguments, the reader's language and
    where the application is mounted.
    """
    key = (macro.name, request.script_root, get_locale(), *arguments)
    if key not in _drawn:
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = macro(*arguments)
    return _drawn[key]


def register(app: Flask) -> None:
    """Let macros say `remembered(_drawing, …)`."""
    app.jinja_env.globals["remembered"] = remembered
