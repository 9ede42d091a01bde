"""Keys for other systems, the statements they sent, what these are about and whom they mean."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.training.models import Skill


class Scope(StrEnum):
    """What a key is good for."""

    WRITE_STATEMENTS = "statements/write"


class ReceivingKey(Base):
    """What another system signs in with to send statements; only the hash of its secret is kept.

    It speaks only of activities whose address begins with `prefix`, if there is one. `ends_on` is
    the first day on which it no longer works.
    """

    __tablename__ = "receiving_keys"

    id: Mapped[intpk]
    label: Mapped[str] = mapped_column(sa.String(120))
    name: Mapped[str] = mapped_column(sa.String(20), unique=True)
    secret_hash: Mapped[str] = mapped_column(sa.String(64))
    scope: Mapped[Scope] = mapped_column(default=Scope.WRITE_STATEMENTS)
    prefix: Mapped[str] = mapped_column(sa.String(500), default="")
    ends_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_used_on: Mapped[date | None]

    made_by: Mapped[User] = relationship()

    @property
    def is_over(self) -> bool:
        """Whether it no longer works."""
        return self.ends_on <= clock.today()


class Activity(Base):
    """Something people do elsewhere; whoever completes it holds its skill, if it names one."""

    __tablename__ = "elearning_activities"

    id: Mapped[intpk]
    address: Mapped[str] = mapped_column(sa.String(500), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    skill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    first_heard_of_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    skill: Mapped[Skill | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way


class LearnerName(Base):
    """How another system calls one of our people, where their address or number does not say."""

    __tablename__ = "elearning_names"

    id: Mapped[intpk]
    who: Mapped[str] = mapped_column(sa.String(720), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    matched_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    matched_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    matched_by: Mapped[User] = relationship(foreign_keys=[matched_by_id])


class StatementRow(Base):
    """A statement as it was sent; only whom it means may be found out later."""

    __tablename__ = "elearning_statements"

    id: Mapped[intpk]
    statement_id: Mapped[str] = mapped_column(sa.String(36), unique=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    body: Mapped[dict[str, Any]]
    key_id: Mapped[int] = mapped_column(sa.ForeignKey("receiving_keys.id"))
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    at: Mapped[datetime]
    on: Mapped[date]
    verb: Mapped[str] = mapped_column(sa.String(500))
    who: Mapped[str] = mapped_column(sa.String(720), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("elearning_activities.id"), index=True
    )
    completes: Mapped[bool]
    minutes: Mapped[int | None]
    voids: Mapped[str | None] = mapped_column(sa.String(36), index=True)

    key: Mapped[ReceivingKey] = relationship()
    person: Mapped[User | None] = relationship()
    activity: Mapped[Activity | None] = relationship()

    @property
    def holding_key(self) -> str:
        """What a skill that it gave rests on."""
        return f"statement:{self.statement_id}"


def is_void() -> sa.ColumnElement[bool]:
    """Narrow a select to the statements that a later one of the same sender took back."""
    voiding = aliased(StatementRow)
    return (
        sa.select(voiding.id)
        .where(voiding.voids == StatementRow.statement_id, voiding.key_id == StatementRow.key_id)
        .exists()
    )
