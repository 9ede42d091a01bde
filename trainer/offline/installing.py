"""What a phone is told when Trainer is put on its home screen, and what it keeps of Trainer itself."""

import hashlib
import json
from functools import cache
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from trainer.logs.log_form import log_form
from trainer.web.assets import STATIC, asset
from trainer.web.uploads import ACCEPTED, upload_limit

PAPER, NIGHT = "#f8f6f2", "#16131a"
"""The colours around the page, light and dark: those of the page itself."""

KEPT = (
    "trainer.css",
    "trainer.js",
    "icons.svg",
    "vendor/fonts/source-sans-3.woff2",
    "vendor/fonts/newsreader-500.woff2",
)
"""The files the page without a signal is drawn with."""


def manifest(organisation: str) -> dict[str, Any]:
    """Describe Trainer to a phone that puts it on its home screen."""
    home = url_for("home.me")
    return {
        "id": home,
        "start_url": home,
        "scope": home,
        "name": _("Trainer at %(organisation)s", organisation=organisation),
        "short_name": "Trainer",
        "description": _("Your learning log and your qualifications."),
        "lang": "en-GB",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("icon-maskable-512.png", 512, "maskable"),
        ],
        "shortcuts": [{"name": _("New entry"), "url": url_for("logs.new")}],
    }


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    source = asset(f"icons/{name}")
    return {"src": source, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def shell() -> str:
    """Draw the page a phone shows with no signal: the same for everybody, with nobody's data."""
    return render_template(
        "offline/shell.html",
        form=log_form(()).for_request(happened_on=None),
        accept=ACCEPTED,
        limit=upload_limit(),
    )


def worker() -> str:
    """Write the service worker, different whenever anything it keeps is.

    A phone compares its bytes with those it has; so each version brings its own files.
    """
    page, files = shell(), [asset(name) for name in KEPT]
    told = {
        "shell": url_for("offline.shell"),
        "signal": url_for("offline.signal"),
        "files": files,
    }
    version = hashlib.sha256(json.dumps([told, page, _script()]).encode()).hexdigest()[:16]
    return f"const KEEP = {json.dumps({'version': version, **told})};\n{_script()}"


@cache
def _script() -> str:
    return (STATIC / "worker.js").read_text(encoding="utf-8")
