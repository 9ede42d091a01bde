"""The index of words, in each database's own way: how it is made, and how it is asked.

SQLite has FTS5 beside the table, kept in step by triggers; PostgreSQL a column made of the same
words, those of the heading marked, and an index over it.
Both are given words in small letters without accents or signs, so that what people type, quotes and
operators among it, is only ever words.
"""

import unicodedata
from typing import Any

import sqlalchemy as sa

TABLE = "catalogue_entries"
INDEX = "catalogue_search"
MOST_WORDS = 12

_SQLITE = (
    """CREATE VIRTUAL TABLE catalogue_search USING fts5(heading, words,
       content='catalogue_entries', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO catalogue_search(catalogue_search) VALUES ('rebuild')",
)
_TRIGGERS = (
    """CREATE TRIGGER IF NOT EXISTS catalogue_search_added AFTER INSERT ON catalogue_entries BEGIN
       INSERT INTO catalogue_search(rowid, heading, words)
       VALUES (new.id, new.heading, new.words); END""",
    """CREATE TRIGGER IF NOT EXISTS catalogue_search_dropped AFTER DELETE ON catalogue_entries BEGIN
       INSERT INTO catalogue_search(catalogue_search, rowid, heading, words)
       VALUES ('delete', old.id, old.heading, old.words); END""",
    """CREATE TRIGGER IF NOT EXISTS catalogue_search_changed AFTER UPDATE ON catalogue_entries BEGIN
       INSERT INTO catalogue_search(catalogue_search, rowid, heading, words)
       VALUES ('delete', old.id, old.heading, old.words);
       INSERT INTO catalogue_search(rowid, heading, words)
       VALUES (new.id, new.heading, new.words); END""",
)
_POSTGRESQL = (
    """ALTER TABLE catalogue_entries ADD COLUMN IF NOT EXISTS catalogue_search tsvector
       GENERATED ALWAYS AS (setweight(to_tsvector('simple'::regconfig, heading), 'A') ||
                            to_tsvector('simple'::regconfig, words)) STORED""",
    """CREATE INDEX IF NOT EXISTS catalogue_search_words ON catalogue_entries
       USING gin (catalogue_search)""",
)
_SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")


def install(connection: sa.Connection) -> None:
    """Make the index where its table is there and it is not; a rebuilt table gets its triggers."""
    there = set(sa.inspect(connection).get_table_names())
    if TABLE not in there:
        return
    if connection.dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            connection.exec_driver_sql(statement)
        return
    if INDEX not in there:
        for statement in _SQLITE:
            connection.exec_driver_sql(statement)
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(trigger)


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the index, and the tables SQLite keeps it in, to `install` when tables are compared."""
    return kind not in {"table", "column", "index"} or not (name or "").startswith(INDEX)


def matching(
    typed: str, dialect: str, columns: Any
) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[Any]]:
    """Match the entries that hold every word typed, or its beginning, and say how to order them.

    `columns` are those of the table. Where nothing that was typed is a word, nothing is found.
    """
    words = plain(typed).split()[:MOST_WORDS]
    if not words:
        return sa.false(), columns.id
    if dialect == "postgresql":
        prepared: sa.ColumnElement[str] = sa.literal_column(f"{TABLE}.{INDEX}")
        anywhere, in_title = (
            prepared.op("@@")(
                sa.func.to_tsquery(_SIMPLE, " & ".join(f"'{word}':*{mark}" for word in words))
            )
            for mark in ("", "A")
        )
        return anywhere, sa.case((in_title, 0), else_=1)
    asked_for = " ".join(f'"{word}"*' for word in words)
    found = columns.id.in_(_rows(asked_for))
    return found, sa.case((columns.id.in_(_rows("{heading} : (" + asked_for + ")")), 0), else_=1)


def _rows(asked_for: str) -> sa.Select[int]:
    index = sa.table(INDEX, sa.column("rowid", sa.Integer), sa.column(INDEX))
    return sa.select(index.c.rowid).where(index.c[INDEX].op("MATCH")(asked_for))


def plain(text: str) -> str:
    """Reduce text to words: small letters and digits without accents, single spaces between."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())
