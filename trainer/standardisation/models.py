"""An exercise: what is judged, by whom and until when; what each said blind, and what was agreed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.catalogue.models import Criterion, Qualification
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.logs.models import Revision, StoredFile


class ExerciseStatus(StrEnum):
    """Where an exercise has got to."""

    PREPARING = "preparing"
    JUDGING = "judging"
    OPENED = "opened"


class RecordStatus(StrEnum):
    """How far the making of a printed record is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_S, _R = ExerciseStatus, RecordStatus


class Exercise(HasStatus, Base):
    """The same evidence for several assessors, judged blind by the end of `judge_by`.

    `names_shown` is whether its leader shows who said what, rather than letters.
    """

    __tablename__ = "exercises"

    MOVES: ClassVar = {_S.PREPARING: {_S.JUDGING}, _S.JUDGING: {_S.OPENED}, _S.OPENED: set()}

    id: Mapped[intpk]
    title: Mapped[str] = mapped_column(sa.String(200))
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"))
    lead_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    judge_by: Mapped[date]
    status: Mapped[ExerciseStatus] = mapped_column(default=_S.PREPARING, index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    names_shown: Mapped[bool] = mapped_column(default=False)
    met_on: Mapped[date | None]
    met_minutes: Mapped[int | None]
    minutes: Mapped[str] = mapped_column(sa.Text, default="")
    decisions: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    qualification: Mapped[Qualification] = relationship()
    lead: Mapped[User] = relationship()
    pieces: Mapped[list["Piece"]] = relationship(back_populates="exercise", order_by="Piece.id")
    assessors: Mapped[list["Invited"]] = relationship(
        back_populates="exercise", order_by="Invited.letter", cascade="all, delete-orphan"
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="exercise", cascade="all, delete-orphan", order_by="Attendance.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("(status = 'opened') = (opened_at IS NOT NULL)", name="opened_at"),
    )


class Piece(Base):
    """A copy of one revision without names, as assessors are shown it."""

    __tablename__ = "exercise_pieces"

    id: Mapped[intpk]
    exercise_id: Mapped[int] = mapped_column(sa.ForeignKey("exercises.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[list[Any]] = mapped_column(default=list)
    confirmed: Mapped[str] = mapped_column(sa.Text, default="")

    exercise: Mapped[Exercise] = relationship(back_populates="pieces")
    revision: Mapped[Revision] = relationship()
    files: Mapped[list["PieceFile"]] = relationship(
        back_populates="piece", order_by="PieceFile.id", cascade="all, delete-orphan"
    )
    criteria: Mapped[list["PieceCriterion"]] = relationship(
        back_populates="piece", order_by="PieceCriterion.id", cascade="all, delete-orphan"
    )

    __table_args__ = (sa.UniqueConstraint("exercise_id", "revision_id"),)


class PieceFile(Base):
    """A file shown with a piece, by its pictures only."""

    __tablename__ = "exercise_files"

    id: Mapped[intpk]
    piece_id: Mapped[int] = mapped_column(sa.ForeignKey("exercise_pieces.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))

    piece: Mapped[Piece] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()

    __table_args__ = (sa.UniqueConstraint("piece_id", "file_id"),)


class PieceCriterion(Base):
    """A criterion that a piece is judged on, and what the meeting agreed about it."""

    __tablename__ = "exercise_criteria"

    id: Mapped[intpk]
    piece_id: Mapped[int] = mapped_column(sa.ForeignKey("exercise_pieces.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"))
    agreed: Mapped[CriterionState | None]
    agreed_why: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    piece: Mapped[Piece] = relationship(back_populates="criteria")
    criterion: Mapped[Criterion] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.UniqueConstraint("piece_id", "criterion_id"),)


class Invited(Base):
    """An assessor who judges in an exercise; the letter stands for their name and follows no order."""

    __tablename__ = "exercise_assessors"

    id: Mapped[intpk]
    exercise_id: Mapped[int] = mapped_column(sa.ForeignKey("exercises.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    letter: Mapped[str] = mapped_column(sa.String(2))
    handed_in_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    exercise: Mapped[Exercise] = relationship(back_populates="assessors")
    person: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.UniqueConstraint("exercise_id", "person_id"),)


class BlindDraft(Base):
    """What an assessor is about to say of one criterion: theirs alone until they hand it in."""

    __tablename__ = "blind_drafts"

    id: Mapped[intpk]
    invited_id: Mapped[int] = mapped_column(sa.ForeignKey("exercise_assessors.id"), index=True)
    piece_criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("exercise_criteria.id"))
    outcome: Mapped[CriterionState | None]
    vacsr: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    __table_args__ = (sa.UniqueConstraint("invited_id", "piece_criterion_id"),)


class BlindJudgement(Base):
    """What an assessor handed in on one criterion, never changed after.

    It counts towards agreement unless they assessed this very evidence for its learner.
    """

    __tablename__ = "blind_judgements"

    id: Mapped[intpk]
    invited_id: Mapped[int] = mapped_column(sa.ForeignKey("exercise_assessors.id"), index=True)
    piece_criterion_id: Mapped[int] = mapped_column(
        sa.ForeignKey("exercise_criteria.id"), index=True
    )
    outcome: Mapped[CriterionState]
    vacsr: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(sa.Text)
    counts: Mapped[bool]
    handed_in_at: Mapped[datetime] = mapped_column(default=clock.now)

    invited: Mapped[Invited] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("invited_id", "piece_criterion_id"),
        sa.CheckConstraint("outcome IN ('met', 'not_yet_met')", name="decided"),
    )


class Attendance(Base):
    """Somebody was at the meeting about an exercise."""

    __tablename__ = "exercise_attendances"

    id: Mapped[intpk]
    exercise_id: Mapped[int] = mapped_column(sa.ForeignKey("exercises.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)

    exercise: Mapped[Exercise] = relationship(back_populates="attendances")
    person: Mapped[User] = relationship()

    __table_args__ = (sa.UniqueConstraint("exercise_id", "person_id"),)


class ExerciseRecord(HasStatus, Base):
    """The record of an exercise as a PDF: theirs who asked for it, and kept for some days."""

    __tablename__ = "exercise_records"

    MOVES: ClassVar = {_R.WAITING: {_R.READY, _R.FAILED}, _R.READY: set(), _R.FAILED: set()}

    id: Mapped[intpk]
    exercise_id: Mapped[int] = mapped_column(sa.ForeignKey("exercises.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[RecordStatus] = mapped_column(default=_R.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    exercise: Mapped[Exercise] = relationship()
    asked_by: Mapped[User] = relationship()
