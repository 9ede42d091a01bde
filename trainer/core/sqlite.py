"""SQLite made safe: which library, which journal, and when the write lock is taken.

Libraries before 3.51.3 (but for the backports 3.50.7 and 3.44.6) can lose committed rows in WAL
mode, so those get a rollback journal instead.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

try:
    import pysqlite3.dbapi2 as _bundled
except ImportError:
    _bundled = None

BUSY_SECONDS = 30

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def library() -> ModuleType:
    """Return the SQLite module to connect with: the bundled one where there is a wheel."""
    return _bundled or sqlite3


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite release has the fix for lost commits in WAL mode."""
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


def journal_mode() -> str:
    """Choose the journal that the present library can be trusted with."""
    return "WAL" if is_wal_safe(library().sqlite_version_info) else "TRUNCATE"


@contextmanager
def write_lock() -> Iterator[None]:
    """Let transactions begun within take SQLite's write lock at once (`BEGIN IMMEDIATE`)."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def begin_transactions_writing(*, writing: bool) -> None:
    """Say how transactions of this context begin from now on: with the write lock, or without."""
    _writing.set(writing)


def prepare(engine: sa.Engine) -> None:
    """Set every connection of an SQLite engine up as the records need it."""
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def learn_sizes(engine: sa.Engine) -> None:
    """Let SQLite count its tables where they have grown much, so that it chooses the right index.

    Without the counts it takes the index on a state that nearly every row has for a good one.
    PostgreSQL does this by itself.
    """
    if engine.dialect.name == "sqlite":
        with write_lock(), engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA optimize=0x10002")


def write_over_journal(engine: sa.Engine | sa.Connection) -> None:
    """Count tables anew and cut the journal to nothing, so that what was taken out is in neither.

    Pages that are given up are overwritten as it is (`secure_delete`). While somebody reads, part of
    the journal stays; the next that is written begins it anew.
    """
    path = engine.engine.url.database
    if engine.dialect.name == "sqlite" and path:
        connection = library().connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA analysis_limit=1000")
            connection.execute(
                "ANALYZE"
            )  # What was counted before keeps samples of what stood there.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        f"journal_mode={journal_mode()}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
