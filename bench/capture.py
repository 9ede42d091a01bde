"""See which statements a page issues and what they bring, so that a floor can issue the same."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.pages import MeasuredPage, Visit
from trainer.extensions import db


def cookies(app: Flask, tokens: dict[int, tuple[str, str]]) -> dict[int, str]:
    """Make the session cookie of each person from their identity and token."""
    name = app.config["SESSION_COOKIE_NAME"]
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return {
        person: f"{name}="
        + signer.dumps({"_user_id": identity, "_fresh": True, "trainer_session": token})
        for person, (identity, token) in tokens.items()
    }


def statements(app: Flask, cookie: str, visit: Visit) -> list[tuple[str, Any]]:
    """Open the page once in this process and list what it sent to the database."""
    sent: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append((statement, parameters))

    client: FlaskClient = app.test_client(use_cookies=False)
    client.get(visit.path, headers={"Cookie": cookie})
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            answer = client.get(visit.path, headers={"Cookie": cookie})
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise SystemExit(f"bench: {visit.path} answered {answer.status_code}")
    return sent


def write_floor(
    app: Flask, jar: dict[int, str], folder: Path, pages: Sequence[MeasuredPage]
) -> dict[str, int]:
    """Write every page's statements to a file for the floor; return how many each page issues."""
    counts: dict[str, int] = {}
    floor: dict[str, list[tuple[str, Any]]] = {}
    with app.app_context():
        visits = {page.name: page.visits() for page in pages}
    for number, page in enumerate(pages):
        first = visits[page.name][0]
        sent = statements(app, jar[first.person_id], first)
        counts[page.name] = len(sent)
        floor[str(number)] = sent
    (folder / "floor.json").write_text(json.dumps(floor, default=str))
    return counts
