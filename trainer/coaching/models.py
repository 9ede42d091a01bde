"""Coaching notes, and at which level of which behaviours the work was seen."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.behaviours.models import BehaviourVersion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.logs.models import Item


class CoachingKind(StrEnum):
    """Where the work was seen."""

    CALL = "call"
    COUNTER = "counter"


class CoachingStatus(StrEnum):
    """Whether the person reads it yet."""

    DRAFT = "draft"
    SHARED = "shared"


_S = CoachingStatus


class CoachingNote(HasStatus, Base):
    """What a manager saw of somebody's work on a day, and the next step the two agreed.

    Until it is shared only its writer reads it; from then on its words stay. `item` is the draft
    of evidence that the person made of it, if they did.
    """

    __tablename__ = "coaching_notes"

    MOVES: ClassVar = {_S.DRAFT: {_S.SHARED}, _S.SHARED: set()}

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    kind: Mapped[CoachingKind]
    happened_on: Mapped[date]
    seen: Mapped[str] = mapped_column(sa.Text)
    next_step: Mapped[str] = mapped_column(sa.Text, default="")
    next_by: Mapped[date | None]
    step_done_at: Mapped[datetime | None]
    status: Mapped[CoachingStatus] = mapped_column(default=_S.DRAFT)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    shared_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_items.id"), unique=True)
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    writer: Mapped[User] = relationship(foreign_keys=[writer_id])
    item: Mapped[Item | None] = relationship()
    levels: Mapped[list["CoachingLevel"]] = relationship(
        back_populates="note", cascade="all, delete-orphan", order_by="CoachingLevel.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("person_id != writer_id", name="of_another"),
        sa.CheckConstraint("(status = 'shared') = (shared_at IS NOT NULL)", name="shared_once"),
        sa.CheckConstraint("status = 'shared' OR item_id IS NULL", name="shared_before_use"),
        sa.CheckConstraint("next_by IS NULL OR next_step != ''", name="day_of_a_step"),
    )


class CoachingLevel(Base):
    """At which level a behaviour was seen, by the words that stood then."""

    __tablename__ = "coaching_levels"

    id: Mapped[intpk]
    note_id: Mapped[int] = mapped_column(sa.ForeignKey("coaching_notes.id"))
    behaviour_version_id: Mapped[int] = mapped_column(sa.ForeignKey("behaviour_versions.id"))
    level: Mapped[int]

    note: Mapped[CoachingNote] = relationship(back_populates="levels")
    version: Mapped[BehaviourVersion] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("note_id", "behaviour_version_id"),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="one_of_four"),
    )

    @property
    def words(self) -> str:
        """What is seen at that level."""
        return self.version.levels[self.level - 1]
