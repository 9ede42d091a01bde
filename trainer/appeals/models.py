"""An appeal on its way through the stages: what is appealed, on what grounds, what was answered."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.assessments.models import Judgement
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.registrations.models import UnitAssessment


class Stage(StrEnum):
    """Who looks at an appeal, in the order they do."""

    ASSESSOR = "assessor"
    IQA = "iqa"
    PANEL = "panel"
    AWARDING = "awarding"


class AppealStatus(StrEnum):
    """Where an appeal has got to."""

    OPEN = "open"
    ANSWERED = "answered"
    UPHELD = "upheld"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_A = AppealStatus


class Appeal(HasStatus, Base):
    """A learner's appeal against judgements on one unit.

    While it is open, `due_on` is the day by which it is to be answered; once it is answered, the
    last day on which the learner may take it to the next stage. `hearer` is somebody chosen to
    answer it; without one it is whoever the stage names.
    """

    __tablename__ = "appeals"

    MOVES: ClassVar = {
        _A.OPEN: {_A.ANSWERED, _A.UPHELD, _A.CLOSED, _A.WITHDRAWN},
        _A.ANSWERED: {_A.OPEN, _A.WITHDRAWN},
        _A.UPHELD: set(),
        _A.CLOSED: set(),
        _A.WITHDRAWN: set(),
    }

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    hearer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[AppealStatus] = mapped_column(default=_A.OPEN)
    stage: Mapped[Stage] = mapped_column(default=Stage.ASSESSOR)
    stage_since: Mapped[datetime] = mapped_column(default=clock.now)
    due_on: Mapped[date]
    lodged_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    unit_assessment: Mapped[UnitAssessment] = relationship()
    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    hearer: Mapped[User | None] = relationship(foreign_keys=[hearer_id])
    against: Mapped[list["AppealedJudgement"]] = relationship(
        back_populates="appeal", order_by="AppealedJudgement.id"
    )
    grounds: Mapped[list["AppealGrounds"]] = relationship(
        back_populates="appeal", order_by="AppealGrounds.id"
    )
    outcomes: Mapped[list["AppealOutcome"]] = relationship(
        back_populates="appeal", order_by="AppealOutcome.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("hearer_id != learner_id", name="not_heard_by_oneself"),
        sa.Index("ix_appeals_standing", "status", "stage"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status is _A.OPEN


class AppealedJudgement(Base):
    """A judgement that is appealed against; each can be once."""

    __tablename__ = "appealed_judgements"

    id: Mapped[intpk]
    appeal_id: Mapped[int] = mapped_column(sa.ForeignKey("appeals.id"), index=True)
    judgement_id: Mapped[int] = mapped_column(sa.ForeignKey("judgements.id"), unique=True)

    appeal: Mapped[Appeal] = relationship(back_populates="against")
    judgement: Mapped[Judgement] = relationship()


class AppealGrounds(Base):
    """Why the learner appeals, or takes the appeal to this stage."""

    __tablename__ = "appeal_grounds"

    id: Mapped[intpk]
    appeal_id: Mapped[int] = mapped_column(sa.ForeignKey("appeals.id"))
    stage: Mapped[Stage]
    words: Mapped[str] = mapped_column(sa.Text)
    stated_at: Mapped[datetime] = mapped_column(default=clock.now)

    appeal: Mapped[Appeal] = relationship(back_populates="grounds")

    __table_args__ = (sa.UniqueConstraint("appeal_id", "stage"),)


class AppealOutcome(Base):
    """What was answered at one stage, signed by somebody who answered at no other."""

    __tablename__ = "appeal_outcomes"

    id: Mapped[intpk]
    appeal_id: Mapped[int] = mapped_column(sa.ForeignKey("appeals.id"))
    stage: Mapped[Stage]
    decider_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    upheld: Mapped[bool]
    words: Mapped[str] = mapped_column(sa.Text)
    reference: Mapped[str] = mapped_column(sa.String(60), default="")
    meaning: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)

    appeal: Mapped[Appeal] = relationship(back_populates="outcomes")
    decider: Mapped[User] = relationship(foreign_keys=[decider_id])

    __table_args__ = (
        sa.UniqueConstraint("appeal_id", "stage"),
        sa.UniqueConstraint("appeal_id", "decider_id"),
        sa.CheckConstraint("decider_id != learner_id", name="not_of_ones_own"),
    )
