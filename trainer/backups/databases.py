"""Come here for how a database is copied while others write to it, and how a copy comes back.

Each copy is of one instant: what was committed before it began is in it, whole, and nothing else.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from trainer.core import sqlite
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _

SNAPSHOT = sa.text("SELECT pg_export_snapshot()")


@contextmanager
def copied(engine: sa.Engine, target: Path) -> Iterator[sa.Connection]:
    """Copy the database into a file, and let what is in the copy be read."""
    take = _copied_sqlite if engine.dialect.name == "sqlite" else _dumped_postgresql
    with take(engine, target) as connection:
        yield connection


def require_empty(engine: sa.Engine) -> None:
    """Raise Unacceptable unless there are no tables yet where the settings say the records are."""
    if sa.inspect(engine).get_table_names():
        raise Unacceptable(
            _("There are records already. Bring a backup back where there are none.")
        )


def bring_back(engine: sa.Engine, source: Path) -> None:
    """Put a copy where the settings say that the records are."""
    if engine.dialect.name == "sqlite":
        _bring_back_sqlite(engine, source)
    else:
        _postgresql(engine, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction",
                    "--dbname", engine.url.database or "", str(source))  # fmt: skip


def rows_in(connection: sa.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    names = sorted(sa.inspect(connection).get_table_names())
    count = sa.func.count()
    return {
        name: connection.scalar(sa.select(count).select_from(sa.table(name))) or 0 for name in names
    }


@contextmanager
def _copied_sqlite(engine: sa.Engine, target: Path) -> Iterator[sa.Connection]:
    library = sqlite.library()
    with engine.connect() as source, closing(library.connect(target)) as copy:
        source.connection.driver_connection.backup(copy)  # type: ignore[union-attr]
        copy.execute("PRAGMA journal_mode=DELETE")  # One file alone, with no journal beside it.
    reading = sa.create_engine(f"sqlite:///{target}", module=library)
    with reading.connect() as connection:
        yield connection
    reading.dispose()


def _bring_back_sqlite(engine: sa.Engine, source: Path) -> None:
    library = sqlite.library()
    with closing(library.connect(source)) as kept, engine.connect() as target:
        kept.backup(target.connection.driver_connection)
    engine.dispose()


@contextmanager
def _dumped_postgresql(engine: sa.Engine, target: Path) -> Iterator[sa.Connection]:
    """Dump what one transaction sees, and count within that same transaction."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(SNAPSHOT)
        _postgresql(engine, "pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}",
                    "--file", str(target), engine.url.database or "")  # fmt: skip
        yield connection


def _postgresql(engine: sa.Engine, program: str, *arguments: str) -> None:
    url = engine.url
    given = {"PGHOST": url.host, "PGPORT": url.port and str(url.port), "PGUSER": url.username,
             "PGPASSWORD": url.password}  # fmt: skip
    environment = os.environ | {name: value for name, value in given.items() if value}
    try:
        done = subprocess.run(  # noqa: S603 - a program by its name, no shell.
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Unacceptable(
            _(
                "%(program)s is missing. It comes with PostgreSQL’s client programs.",
                program=program,
            )
        ) from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Unacceptable(
            _("%(program)s ended with: %(said)s", program=program, said=said[-1] if said else "?")
        )
