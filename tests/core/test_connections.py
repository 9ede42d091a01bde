"""Every connection to SQLite keeps what it acknowledges, and lets no row point at nothing."""

import pytest
import sqlalchemy as sa
from flask import Flask

from trainer.core import sqlite
from trainer.extensions import db

pytestmark = pytest.mark.sqlite_only

FULL = 2
"""SQLite's word for: on the disk before a commit returns, in every kind of journal."""


@pytest.fixture
def connection(shared: Flask) -> sa.Connection:
    return db.session.connection()


def test_a_commit_returns_once_it_is_on_the_disk(connection: sa.Connection) -> None:
    assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == FULL


def test_the_journal_is_one_this_library_can_be_trusted_with(connection: sa.Connection) -> None:
    kept = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert kept == sqlite.journal_mode().lower()


def test_no_row_points_at_nothing(connection: sa.Connection) -> None:
    assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with pytest.raises(sa.exc.IntegrityError):
        connection.exec_driver_sql(
            "INSERT INTO notices (user_id, text, path, created_at)"
            " VALUES (4711, 'a', '/', '2026-11-28')"
        )


def test_guards_hold_where_rows_are_replaced(connection: sa.Connection) -> None:
    assert connection.exec_driver_sql("PRAGMA recursive_triggers").scalar() == 1
