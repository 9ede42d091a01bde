"""Trainer with a fault, so that the trials show they would find it: `gunicorn "trials.careless:normal()"`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from trainer.app import create_app
from trainer.config import Config
from trainer.core import sqlite
from trainer.extensions import db

GO = '<a href="/careless/go?to=/me">go</a>'


def normal() -> Flask:
    """Let commits return before the disk has them."""
    app = create_app(Config.from_env())
    with app.app_context():
        sa.event.listen(db.engine, "connect", _sync_less)
    return app


def without_journal() -> Flask:
    """Keep what a transaction overwrites in memory only."""
    sqlite.journal_mode = _in_memory
    return create_app(Config.from_env())


def echoing() -> Flask:
    """Have a page that says what it was asked without escaping it, and one that leads anywhere."""
    app = create_app(Config.from_env())

    @app.get("/careless/echo")
    def _echo() -> str:
        asked = request.args.get("q", "")
        return f'<p>{asked}</p><a href="/careless/echo?q=words">echo</a>{GO}'

    @app.get("/careless/go")
    def _go() -> ResponseReturnValue:
        return redirect(request.args.get("to", "/"))

    return app


@contextmanager
def without_journal_here() -> Iterator[None]:
    """Do the same in this process, for a database has one journal at a time."""
    careful, sqlite.journal_mode = sqlite.journal_mode, _in_memory
    try:
        yield
    finally:
        sqlite.journal_mode = careful


def _sync_less(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")


def _in_memory() -> str:
    return "MEMORY"
