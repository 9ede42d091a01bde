"""Run migrations with Trainer's own engine: all of them in one transaction, the guards with them.

SQLite can change most things of a table only by making it anew. While that happens other tables
and guards point to a table that is not there, so the guards are lifted and foreign keys looked at
afterwards: what no longer fits undoes everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from trainer.audit import guards
from trainer.catalogue import searching
from trainer.core import sqlite
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
    """Upgrade or downgrade, and make the guards stand again."""
    arguments = current_app.extensions["migrate"].configure_args
    with (
        db.engine.connect() as connection,
        foreign_keys_looked_at_last(connection),
        sqlite.write_lock(),
        connection.begin(),
    ):
        guards.lift(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=written,
            include_name=searching.is_ours,
            **arguments,
        )
        context.run_migrations()
        guards.install(connection)
        searching.install(connection)
        broken = broken_links(connection)
        if broken:
            raise RuntimeError(f"Migrating would leave links to nothing: {broken[:5]}")


@contextmanager
def foreign_keys_looked_at_last(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite make tables anew that others point to; it takes this only between transactions."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def broken_links(connection: sa.Connection) -> list[Any]:
    """List the rows that point to a row that is not there."""
    if connection.dialect.name != "sqlite":
        return []
    return list(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


run()
