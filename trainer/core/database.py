"""The base every table stands on: names of constraints, times in UTC, enumerations by value."""

import enum
import secrets
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

from trainer.core.errors import WrongState
from trainer.core.text import gettext as _

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 signs without I, L, O and U, so that a code read aloud is the code typed."""


class Moment(sa.TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store the instant as UTC, refusing one that does not say its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone can't be stored.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the instant back with its zone."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


Columns = sa.Select[*tuple[Any, ...]]
"""A select of columns to list, where loading whole rows would cost time for nothing."""

AnyRow = sa.Row[*tuple[Any, ...]]
"""One row of such a select."""

IN_STORE = {"in_store": True}
"""Marks a column that names a file in the store, whose bytes are kept for as long as it does."""

intpk = Annotated[int, mapped_column(primary_key=True)]

_registry = registry(
    metadata=sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    ),
    type_annotation_map={
        datetime: Moment,
        enum.Enum: sa.Enum(
            enum.Enum, native_enum=False, length=40, values_callable=_values, validate_strings=True
        ),
        dict[str, Any]: sa.JSON,
        list[Any]: sa.JSON,
        list[str]: sa.JSON,
    },
)


class Base(DeclarativeBase):
    """What all tables inherit."""

    registry = _registry


class HasStatus:
    """A thing with a status that moves only along its declared table of moves."""

    MOVES: ClassVar[dict[Any, set[Any]]]
    status: Any

    def move_to(self, status: Any) -> None:
        """Change the status, or raise `WrongState` where the table has no such move."""
        if not self.can_move_to(status):
            raise WrongState(
                _("This has moved on since the page was drawn. Open it again to see where it is.")
            )
        self.status = status

    def can_move_to(self, status: Any) -> bool:
        """Say whether the table of moves allows this step from here."""
        return status in self.MOVES[self.status]


def new_code(length: int = 26) -> str:
    """Make an unguessable public name: 26 signs of 5 bits, 130 bits in all."""
    return "".join(secrets.choice(CODE_ALPHABET) for _sign in range(length))


def grouped(code: str, size: int = 4) -> str:
    """Write a code in groups, as people read it: `K4TN-9XQ2-7HRD`."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def plain_code(typed: str) -> str:
    """Turn what a person typed back into a code: capitals, no gaps, look-alikes mended."""
    kept = "".join(sign for sign in typed.upper() if sign.isalnum())
    return kept.translate(str.maketrans("ILO", "110"))


def named_in_store() -> list[sa.Column[str]]:
    """List every column that names a file in the store."""
    return [
        column
        for table in _registry.metadata.tables.values()
        for column in table.columns
        if column.info.get("in_store")
    ]
