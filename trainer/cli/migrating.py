"""Bring a database to the present form. Only commands do so: a web process never loads Alembic."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate, upgrade

from trainer.extensions import db

MIGRATIONS = str(Path(__file__).parents[2] / "migrations")


def learn_to_migrate(app: Flask) -> Flask:
    """Let this application's database be migrated."""
    Migrate(app, db, directory=MIGRATIONS, render_as_batch=True)
    return app


def bring_up_to_date(app: Flask) -> None:
    """Run every migration the database has not seen, and put its guards back."""
    with learn_to_migrate(app).app_context():
        upgrade()
        db.session.remove()
