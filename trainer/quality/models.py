"""What an IQA signs, what they are about to say of a unit, and what follows a disagreement."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.models import Look, Pick


class Release(Base):
    """One signing by an IQA that lets a batch of units count."""

    __tablename__ = "releases"

    id: Mapped[intpk]
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    statement: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    released_at: Mapped[datetime] = mapped_column(default=clock.now)

    iqa: Mapped[User] = relationship()
    lines: Mapped[list["ReleaseLine"]] = relationship(
        back_populates="release", order_by="ReleaseLine.id"
    )


class ReleaseLine(Base):
    """One unit within a release, and whether the IQA looked into this very one."""

    __tablename__ = "release_lines"

    id: Mapped[intpk]
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id"), index=True)
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    cycle: Mapped[int]
    sampled: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text, default="")

    release: Mapped[Release] = relationship(back_populates="lines")
    unit_assessment: Mapped[UnitAssessment] = relationship()

    __table_args__ = (sa.UniqueConstraint("unit_assessment_id", "cycle"),)


class IqaAction(Base):
    """What an IQA asks to be looked at again before a unit can count."""

    __tablename__ = "iqa_actions"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    cycle: Mapped[int]
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(sa.Text)
    criterion_ids: Mapped[list[Any]]
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)

    iqa: Mapped[User] = relationship()
    unit_assessment: Mapped[UnitAssessment] = relationship()


class FinalCheck(Base):
    """The IQA's last signature on a registration, before a certificate may be issued."""

    __tablename__ = "final_checks"

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    statement: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    unit_assessment_ids: Mapped[list[Any]]

    iqa: Mapped[User] = relationship()
    registration: Mapped[Registration] = relationship()


class LookDraft(Base):
    """What a quality assurer has answered so far about a picked unit: theirs until they decide.

    `answers` has, by the question's name, the answer and a note.
    """

    __tablename__ = "look_drafts"

    id: Mapped[intpk]
    pick_id: Mapped[int] = mapped_column(sa.ForeignKey("sample_picks.id"))
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    pick: Mapped[Pick] = relationship()

    __table_args__ = (sa.UniqueConstraint("pick_id", "iqa_id"),)


class LookReply(Base):
    """What the assessor, or the quality assurer after them, wrote about a look."""

    __tablename__ = "look_replies"

    id: Mapped[intpk]
    look_id: Mapped[int] = mapped_column(sa.ForeignKey("looks.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    look: Mapped[Look] = relationship()
    author: Mapped[User] = relationship()


class FaultSearch(Base):
    """Which units may share the fault behind a disagreement, or why none does."""

    __tablename__ = "fault_searches"

    id: Mapped[intpk]
    look_id: Mapped[int] = mapped_column(sa.ForeignKey("looks.id"), unique=True)
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    unit_assessment_ids: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime] = mapped_column(default=clock.now)

    look: Mapped[Look] = relationship()
    iqa: Mapped[User] = relationship()
