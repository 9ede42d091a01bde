"""One at a time, where a rule looks at more rows than the one being changed."""

from enum import IntEnum
from typing import Any

import sqlalchemy as sa


class Turn(IntEnum):
    """What is changed by one at a time: the number under which PostgreSQL keeps the lock apart."""

    PEOPLE = 20_611
    CATALOGUE = 20_612
    FEEDS = 20_613
    COURSES = 20_614


def take_turns(session: Any, turn: Turn) -> None:
    """Wait until nobody else has this turn, and have it until the commit.

    SQLite writes one transaction at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(turn)))
