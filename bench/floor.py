"""The floor of a page: a bare Flask view that issues the same statements and prints their rows."""

import json
import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template_string

from trainer.config import Config
from trainer.core import sqlite

ROWS = """<!doctype html><title>Floor</title>{% for rows in sets %}<table>
{%- for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor -%}
</table>{% endfor %}"""


def make() -> Flask:
    """Make the floor for the statements captured in the folder TRAINER_BENCH_OUT."""
    config = Config.from_env()
    pages: dict[str, list[tuple[str, Any]]] = json.loads(
        (Path(os.environ["TRAINER_BENCH_OUT"]) / "floor.json").read_text()
    )
    options: dict[str, Any] = {}
    if config.database.startswith("sqlite"):
        options["module"] = sqlite.library()
    engine = sa.create_engine(config.database, **options)
    if engine.dialect.name == "sqlite":
        sqlite.prepare(engine)
    app = Flask("floor")

    @app.get("/<number>")
    def page(number: str) -> str:
        with engine.connect() as connection:
            sets = [
                connection.exec_driver_sql(statement, _parameters(given)).fetchall()
                for statement, given in pages[number]
            ]
        return render_template_string(ROWS, sets=sets)

    return app


def _parameters(given: Any) -> Any:
    return tuple(given) if isinstance(given, list) else given
