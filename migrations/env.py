"""Run migrations with Trainer's own engine, and make the guards anew after each run."""

from alembic import context
from flask import current_app

from trainer.audit import guards
from trainer.extensions import db


def run() -> None:
    """Upgrade or downgrade within one transaction; the triggers stand again at its end."""
    arguments = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=db.metadata, compare_type=True, **arguments
        )
        with context.begin_transaction():
            context.run_migrations()
            guards.install(connection)


run()
