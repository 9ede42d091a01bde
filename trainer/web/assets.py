"""Find the address of a style sheet, script, font or picture, new whenever its bytes are."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request

STATIC = Path(__file__).parent.parent / "static"


@cache
def fingerprint(name: str) -> str:
    """Return ten hex digits that change with the bytes of a file under `trainer/static`."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """Return the address of a file under `trainer/static`, safe to cache for ever."""
    return _address(request.script_root, name)


@cache
def _address(root: str, name: str) -> str:
    return f"{root}{current_app.static_url_path}/{name}?v={fingerprint(name)}"


def register(app: Flask) -> None:
    """Let every template and macro say `asset("trainer.css")`."""
    app.jinja_env.globals["asset"] = asset
