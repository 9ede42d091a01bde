"""Appraisals with all that is written in them, what is signed, and who read or was reminded."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.appraisals.models.rounds import Cycle
from trainer.appraisals.rules.stages import MOVES, OVER, AppraisalStage, Party
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.documents.making import PaperStatus
from trainer.people.models import Site, Team

if TYPE_CHECKING:
    from trainer.appraisals.models.appealing import AppraisalAppeal


class Appraisal(HasStatus, Base):
    """Somebody’s appraisal in a cycle, with their job, place, manager and second line as they were.

    `behaviours` are the ids of the versions that are rated. `meeting_letters` counts the
    invitations sent, so that calendars know the latest.
    """

    __tablename__ = "appraisals"

    MOVES: ClassVar = dict(MOVES)

    id: Mapped[intpk]
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_cycles.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    manager_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    second_line_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    job_title: Mapped[str] = mapped_column(sa.String(120))
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"))
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"))
    behaviours: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[AppraisalStage] = mapped_column(default=AppraisalStage.SCHEDULED)
    meeting_at: Mapped[datetime | None]
    meeting_place: Mapped[str] = mapped_column(sa.String(200), default="")
    meeting_letters: Mapped[int] = mapped_column(default=0)
    met_on: Mapped[date | None]
    row_version: Mapped[int] = mapped_column()

    cycle: Mapped[Cycle] = relationship()
    person: Mapped[User] = relationship(foreign_keys=[person_id])
    manager: Mapped[User] = relationship(foreign_keys=[manager_id])
    second_line: Mapped[User | None] = relationship(foreign_keys=[second_line_id])
    site: Mapped[Site] = relationship()
    team: Mapped[Team | None] = relationship()
    appeal: Mapped["AppraisalAppeal | None"] = relationship(back_populates="appraisal")

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("cycle_id", "person_id"),
        sa.Index("ix_appraisals_by_stage", "cycle_id", "status"),
        sa.CheckConstraint("manager_id != person_id", name="manager_is_another"),
        sa.CheckConstraint(
            "second_line_id IS NULL OR (second_line_id != person_id AND"
            " second_line_id != manager_id)",
            name="second_line_is_a_third",
        ),
    )

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.status in OVER


class AppraisalStep(Base):
    """An appraisal came to a stage: when, by whom, and why where a reason is asked."""

    __tablename__ = "appraisal_steps"

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), index=True)
    stage: Mapped[AppraisalStage]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    by: Mapped[User | None] = relationship()


class AppraisalPart(Base):
    """What one person writes in an appraisal; a new manager has a part of their own.

    `version` counts what was saved, so that two windows do not overwrite each other.
    """

    __tablename__ = "appraisal_parts"

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), index=True)
    party: Mapped[Party]
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)

    appraisal: Mapped[Appraisal] = relationship()
    writer: Mapped[User] = relationship()
    answers: Mapped[list["AppraisalAnswer"]] = relationship(
        back_populates="part", order_by="AppraisalAnswer.id"
    )

    __table_args__ = (
        sa.UniqueConstraint("appraisal_id", "party", "writer_id", name="uq_appraisal_parts_writer"),
    )


class AppraisalAnswer(Base):
    """A rating, words, or a choice on one item of a section; `item` says which."""

    __tablename__ = "appraisal_answers"

    id: Mapped[intpk]
    part_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_parts.id"), index=True)
    section: Mapped[str] = mapped_column(sa.String(40))
    item: Mapped[str] = mapped_column(sa.String(40))
    rating: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")

    part: Mapped[AppraisalPart] = relationship(back_populates="answers")
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="answer", order_by="Citation.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.UniqueConstraint("part_id", "section", "item", name="uq_appraisal_answers_item"),
        sa.CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 4", name="rating"),
    )


class Citation(Base):
    """What an answer rests on, by the kind of record and its number there."""

    __tablename__ = "appraisal_citations"

    id: Mapped[intpk]
    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_answers.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[int]

    answer: Mapped[AppraisalAnswer] = relationship(back_populates="citations")

    __table_args__ = (
        sa.UniqueConstraint("answer_id", "kind", "number", name="uq_appraisal_citations_target"),
    )


class AppraisalRecord(Base):
    """What an appraisal said when its manager signed it: from then on this is what counts."""

    __tablename__ = "appraisal_records"

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    appraisal: Mapped[Appraisal] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("appraisal_id", "number", name="uq_appraisal_records_number"),
    )


class SignedAs(StrEnum):
    """In which part somebody signs an appraisal, or declines to."""

    MANAGER = "manager"
    EMPLOYEE = "employee"
    EMPLOYEE_DECLINES = "employee_declines"
    SECOND_LINE = "second_line"


class AppraisalSignature(Base):
    """Somebody put their name to a record, with the words they signed; `words` are their own."""

    __tablename__ = "appraisal_signatures"

    id: Mapped[intpk]
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_records.id"), index=True)
    signer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    signed_as: Mapped[SignedAs]
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    meaning: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    covered_hash: Mapped[str] = mapped_column(sa.String(64))
    reauthenticated_at: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    record: Mapped[AppraisalRecord] = relationship()
    signer: Mapped[User] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("record_id", "signed_as", name="uq_appraisal_signatures_part"),
        sa.CheckConstraint("signed_as != 'employee_declines' OR words != ''", name="says_why"),
    )


class Addendum(Base):
    """A dated note under a locked appraisal."""

    __tablename__ = "appraisal_addenda"

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), index=True)
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    words: Mapped[str] = mapped_column(sa.Text)

    writer: Mapped[User] = relationship()


class AppraisalReading(Base):
    """Somebody outside the pair read an appraisal, at a stage; the person sees it."""

    __tablename__ = "appraisal_readings"

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), index=True)
    reader_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    party: Mapped[Party]
    stage: Mapped[AppraisalStage]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    reader: Mapped[User] = relationship()


class AppraisalReminder(Base):
    """Somebody was reminded of what is theirs to do at a stage, once ahead and once after the day."""

    __tablename__ = "appraisal_reminders"

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"))
    stage: Mapped[AppraisalStage]
    late: Mapped[bool]
    told_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        sa.UniqueConstraint(
            "appraisal_id", "stage", "late", "told_id", name="uq_appraisal_reminders_once"
        ),
    )


class AppraisalPaper(HasStatus, Base):
    """The record of an appraisal as a PDF: theirs who asked for it, and kept for some days."""

    __tablename__ = "appraisal_papers"

    MOVES: ClassVar = {
        PaperStatus.WAITING: {PaperStatus.READY, PaperStatus.FAILED},
        PaperStatus.READY: set(),
        PaperStatus.FAILED: set(),
    }

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[PaperStatus] = mapped_column(default=PaperStatus.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    appraisal: Mapped[Appraisal] = relationship()
    asked_by: Mapped[User] = relationship()
