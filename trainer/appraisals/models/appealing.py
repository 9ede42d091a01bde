"""Appeals against appraisals: on what grounds, who answered what, and what it put right."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.appraisals.models.appraising import Appraisal
from trainer.appraisals.rules.appealing import (
    MOVES,
    AppealOutcome,
    AppraisalAppealStatus,
    Hearing,
)
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk


class AppraisalAppeal(HasStatus, Base):
    """The appeal of the person an appraisal is about; each appraisal has one at most.

    `hearer` is who answers it at its stage; where there is none, HR does. While it is open,
    `due_on` is the day by which it is to be answered; once it is answered, the last day on which
    the person may take it to HR. `reminded_at` and `late_told_at` are of the stage it is at.
    """

    __tablename__ = "appraisal_appeals"

    MOVES: ClassVar = dict(MOVES)

    id: Mapped[intpk]
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    hearing: Mapped[Hearing] = mapped_column(default=Hearing.SECOND_LINE)
    hearer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[AppraisalAppealStatus] = mapped_column(default=AppraisalAppealStatus.OPEN)
    due_on: Mapped[date]
    lodged_at: Mapped[datetime] = mapped_column(default=clock.now)
    reminded_at: Mapped[datetime | None]
    late_told_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    appraisal: Mapped[Appraisal] = relationship(back_populates="appeal")
    person: Mapped[User] = relationship(foreign_keys=[person_id])
    hearer: Mapped[User | None] = relationship(foreign_keys=[hearer_id])
    grounds: Mapped[list["AppraisalAppealGrounds"]] = relationship(
        back_populates="appeal", order_by="AppraisalAppealGrounds.id"
    )
    answers: Mapped[list["AppraisalAppealAnswer"]] = relationship(
        back_populates="appeal", order_by="AppraisalAppealAnswer.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("hearer_id != person_id", name="not_heard_by_oneself"),
        sa.Index("ix_appraisal_appeals_standing", "status", "due_on"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status is AppraisalAppealStatus.OPEN


class AppraisalAppealGrounds(Base):
    """Why the person appeals, or takes the answer to HR."""

    __tablename__ = "appraisal_appeal_grounds"

    id: Mapped[intpk]
    appeal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_appeals.id"))
    hearing: Mapped[Hearing]
    words: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    appeal: Mapped[AppraisalAppeal] = relationship(back_populates="grounds")

    __table_args__ = (
        sa.UniqueConstraint("appeal_id", "hearing", name="uq_appraisal_appeal_grounds_hearing"),
        sa.CheckConstraint("words != ''", name="says_why"),
    )


class AppraisalAppealAnswer(Base):
    """What was answered at a stage, signed by somebody who had no part in the appraisal.

    `before` and `after` are the overall rating, where the answer puts it right.
    """

    __tablename__ = "appraisal_appeal_answers"

    id: Mapped[intpk]
    appeal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_appeals.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    hearing: Mapped[Hearing]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    outcome: Mapped[AppealOutcome]
    words: Mapped[str] = mapped_column(sa.Text)
    before: Mapped[int | None]
    after: Mapped[int | None]
    meaning: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    appeal: Mapped[AppraisalAppeal] = relationship(back_populates="answers")
    by: Mapped[User] = relationship(foreign_keys=[by_id])

    __table_args__ = (
        sa.UniqueConstraint("appeal_id", "hearing", name="uq_appraisal_appeal_answers_hearing"),
        sa.UniqueConstraint("appeal_id", "by_id", name="uq_appraisal_appeal_answers_by"),
        sa.CheckConstraint("by_id != person_id", name="not_of_ones_own"),
        sa.CheckConstraint("words != ''", name="says_why"),
        sa.CheckConstraint(
            "(before IS NULL) = (after IS NULL) AND (after IS NULL OR (outcome != 'refused'"
            " AND before != after AND before BETWEEN 1 AND 4 AND after BETWEEN 1 AND 4))",
            name="puts_a_rating_right",
        ),
    )
