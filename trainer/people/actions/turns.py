"""One change at a time, where a rule looks at more rows than the one being changed."""

import sqlalchemy as sa

from trainer.extensions import db

PEOPLE = 20_611
"""The number under which PostgreSQL keeps this lock apart from others."""


def take_turns() -> None:
    """Wait until nobody else is changing reporting lines or administrators, until the commit.

    Two managers each put under the other at once, or the last two administrators ended at once,
    would each look fine alone. SQLite writes one transaction at a time anyway.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(PEOPLE)))
