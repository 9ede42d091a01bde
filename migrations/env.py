"""Run migrations with Trainer's own engine, and make the guards anew after each run."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from trainer.audit import guards
from trainer.core.database import Moment
from trainer.extensions import db


def written(kind: str, value: Any, _context: object) -> str | Literal[False]:
    """Write our own types as plain ones, so that an old migration never needs present code."""
    if kind == "type" and isinstance(value, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, sa.Enum):
        return f"sa.String(length={value.length})"
    return False


def run() -> None:
    """Upgrade or downgrade, then make the triggers stand again."""
    arguments = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=written,
            **arguments,
        )
        with context.begin_transaction():
            context.run_migrations()
        guards.install(connection)
        connection.commit()


run()
