"""SQLite counts its tables, so that it does not choose an index on what nearly every row has."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from trainer.core import sqlite

pytestmark = pytest.mark.sqlite_only


def test_every_table_with_an_index_is_counted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sizes.db'}"
    engine = sa.create_engine(url, module=sqlite.library())
    sqlite.prepare(engine)
    with engine.begin() as connection:
        for table in ("entries", "judgements", "signatures"):
            connection.exec_driver_sql(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, state)")
            connection.exec_driver_sql(f"CREATE INDEX {table}_by_state ON {table} (state)")
            connection.exec_driver_sql(
                f"INSERT INTO {table} (state) WITH RECURSIVE n(i) AS"
                " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT 'done' FROM n"
            )
    sqlite.learn_sizes(engine)
    with engine.connect() as connection:
        counted: dict[str, str] = dict(
            connection.exec_driver_sql("SELECT idx, stat FROM sqlite_stat1").all()
        )
    assert counted == {
        "entries_by_state": "500 500",
        "judgements_by_state": "500 500",
        "signatures_by_state": "500 500",
    }
