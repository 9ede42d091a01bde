"""Come here for writing many rows at once: numbered here, inserted in the order they depend on."""

from collections import defaultdict
from typing import Any, cast

import sqlalchemy as sa

from trainer.core.database import Base
from trainer.extensions import db

AT_ONCE = 5000


class Rows:
    """Rows waiting to be inserted, each with the number it will have."""

    def __init__(self) -> None:
        self._waiting: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._last: dict[type[Base], int] = {}

    def add(self, model: type[Base], **values: Any) -> int:
        """Add a row under the next number of its table, and return that."""
        number = self._next(model)
        self._waiting[model].append({"id": number, **values})
        return number

    def add_keyed(self, model: type[Base], **values: Any) -> None:
        """Add a row whose key is among its values."""
        self._waiting[model].append(values)

    def write(self) -> None:
        """Insert what waits, table by table in the order in which they were first added to."""
        for model, rows in self._waiting.items():
            for start in range(0, len(rows), AT_ONCE):
                db.session.execute(
                    sa.insert(cast(sa.Table, model.__table__)), rows[start : start + AT_ONCE]
                )
            rows.clear()

    def settle(self) -> None:
        """Let others go on numbering from where this left off."""
        for model in self._last if db.engine.dialect.name == "postgresql" else ():
            name = model.__tablename__
            latest: sa.Select[Any] = sa.select(sa.func.max(sa.column("id")))
            latest = latest.select_from(sa.table(name))
            sequence = sa.func.pg_get_serial_sequence(name, "id")
            db.session.execute(sa.select(sa.func.setval(sequence, latest.scalar_subquery())))
        self._last.clear()

    def _next(self, model: type[Base]) -> int:
        if model not in self._last:
            number = sa.inspect(model).primary_key[0]
            self._last[model] = db.session.scalar(sa.select(sa.func.max(number))) or 0
        self._last[model] += 1
        return self._last[model]
