"""What every source of facts gives: of whom, what it may answer, and what is on record."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from trainer.careers.rules.asking import Fact, Key

Among = Collection[int] | sa.Select[int]
"""People, by their ids."""

Found = Iterator[tuple[int, Key, Fact]]
"""Of whom, what it may answer, and what is on record."""
