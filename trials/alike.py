"""Make two processes draw the same: instants, random signs and numbers of rows."""

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import sqlalchemy as sa
from sqlalchemy.orm import Session

from trainer.core import clock

COPIED = "sample_picks"
"""Its rows are made within the database, of those of another table, so that it numbers them itself."""
BEGINNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


def number_rows(metadata: sa.MetaData) -> None:
    """Give every new row its number here, before a database would give it one.

    After a refusal one database hands out the same number again and another the next; numbers
    stand in hashes and in the ledger, which could not be compared then.
    """
    for table in metadata.tables.values():
        column = table.autoincrement_column
        if column is not None and column.default is None and table.name != COPIED:
            column.default = sa.ColumnDefault(_counting())


def _counting() -> Callable[[], int]:
    numbers = itertools.count(1)
    return lambda: next(numbers)


def begin_numbers_anew(session: Session) -> None:
    """Let the table that numbers its rows itself begin with 1 again, as SQLite does when empty."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"ALTER SEQUENCE {COPIED}_id_seq RESTART"))


@contextmanager
def drawn(seed: int) -> Iterator[None]:
    """Let it be one and the same morning within the block, and all chance come from the seed."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    with (
        patch("os.urandom", chance.randbytes),
        patch("random._urandom", chance.randbytes),
        clock.at(BEGINNING),
    ):
        yield
