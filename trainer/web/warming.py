"""Make ready, before the first request, what would otherwise make the first requests wait."""

from flask import Flask
from sqlalchemy.orm import configure_mappers


def warm(app: Flask) -> None:
    """Compile every page's template and relate the tables; the database is not touched."""
    configure_mappers()
    for name in app.jinja_env.list_templates(extensions=["html", "txt"]):
        if not name.startswith("pdf/"):
            app.jinja_env.get_template(name)
