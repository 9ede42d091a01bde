"""What is to be done, by whom and until when; and what was answered, closed or opened again."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk


class PointStatus(StrEnum):
    """Where an action point has got to."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


_P = PointStatus


class Step(StrEnum):
    """What was done with an action point after it was raised."""

    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"


class ActionPoint(HasStatus, Base):
    """Something its owner is to do about a thing, by a day.

    The thing is named as events name their subjects: by its kind and id. `overdue_told_at` is when
    its owner was told that the day had passed.
    """

    __tablename__ = "action_points"

    MOVES: ClassVar = {
        _P.OPEN: {_P.ANSWERED},
        _P.ANSWERED: {_P.CLOSED, _P.OPEN},
        _P.CLOSED: {_P.OPEN},
    }

    id: Mapped[intpk]
    about_kind: Mapped[str] = mapped_column(sa.String(60))
    about_id: Mapped[int]
    what: Mapped[str] = mapped_column(sa.Text)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    due_on: Mapped[date]
    raised_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[PointStatus] = mapped_column(default=_P.OPEN)
    overdue_told_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    owner: Mapped[User] = relationship(foreign_keys=[owner_id])
    raised_by: Mapped[User] = relationship(foreign_keys=[raised_by_id])
    entries: Mapped[list["PointEntry"]] = relationship(
        back_populates="point", order_by="PointEntry.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.Index("ix_action_points_about", "about_kind", "about_id"),
        sa.Index("ix_action_points_due", "status", "due_on"),
    )

    def is_overdue(self, today: date) -> bool:
        """Say whether it was to be done before today and isn't."""
        return self.status is _P.OPEN and self.due_on < today

    @property
    def answer(self) -> str:
        """What its owner wrote last about what was done; empty before."""
        given = [one.words for one in self.entries if one.step is Step.ANSWERED]
        return given[-1] if given else ""


class PointEntry(Base):
    """What the owner did, or why somebody closed it or opened it again."""

    __tablename__ = "action_point_entries"

    id: Mapped[intpk]
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("action_points.id"), index=True)
    step: Mapped[Step]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    point: Mapped[ActionPoint] = relationship(back_populates="entries")
    author: Mapped[User] = relationship(foreign_keys=[author_id])

    __table_args__ = (
        sa.CheckConstraint(
            "(step = 'answered') = (author_id = owner_id)", name="answered_by_owner_only"
        ),
    )
