"""Assessment plans with the criteria they are about, and the address of somebody's calendar."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.registrations.models import Registration


class Method(StrEnum):
    """How criteria are to be assessed, in the field's own codes."""

    OBSERVATION = "obs"
    DISCUSSION = "pd"
    QUESTIONS = "oq"
    WORK_PRODUCT = "pe"
    WITNESS = "wt"
    REFLECTION = "ra"
    KNOWLEDGE_TEST = "test"
    SIMULATION = "sim"


class PlanStatus(StrEnum):
    """Where a plan has got to."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    CANCELLED = "cancelled"


_P = PlanStatus

OPEN = frozenset({_P.PROPOSED, _P.AGREED})
"""Where a plan still lies ahead."""


class AssessmentPlan(HasStatus, Base):
    """One assessment planned under a registration: proposed by its assessor, agreed by the learner.

    `planned_at` is by the organisation's clock; without it the plan is for the day. What is changed
    has to be agreed again.
    """

    __tablename__ = "assessment_plans"

    MOVES: ClassVar = {
        _P.PROPOSED: {_P.AGREED, _P.CANCELLED},
        _P.AGREED: {_P.PROPOSED, _P.DONE, _P.CANCELLED},
        _P.DONE: set(),
        _P.CANCELLED: set(),
    }

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    method: Mapped[Method]
    planned_on: Mapped[date] = mapped_column(index=True)
    planned_at: Mapped[time | None]
    minutes: Mapped[int | None]
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    status: Mapped[PlanStatus] = mapped_column(default=_P.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    agreed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    agreed_at: Mapped[datetime | None]
    asked: Mapped[str] = mapped_column(sa.Text, default="")
    done_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    cancelled_because: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    registration: Mapped[Registration] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    agreed_by: Mapped[User | None] = relationship(foreign_keys=[agreed_by_id])
    criteria: Mapped[list["PlannedCriterion"]] = relationship(
        back_populates="plan",
        cascade="all, delete-orphan",
        order_by="PlannedCriterion.position",
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("agreed_by_id != proposed_by_id", name="agreed_by_the_other"),
        sa.CheckConstraint("status != 'agreed' OR agreed_by_id IS NOT NULL", name="agreed_by_one"),
        sa.CheckConstraint("status != 'done' OR done_on IS NOT NULL", name="done_on_a_day"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it still lies ahead."""
        return self.status in OPEN


class PlannedCriterion(Base):
    """A criterion a plan is about, and whether it came up when the plan was carried out."""

    __tablename__ = "planned_criteria"

    id: Mapped[intpk]
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment_plans.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"), index=True)
    position: Mapped[int]
    covered: Mapped[bool | None]

    plan: Mapped[AssessmentPlan] = relationship(back_populates="criteria")
    criterion: Mapped[Criterion] = relationship()

    __table_args__ = (sa.UniqueConstraint("plan_id", "criterion_id"),)


class CalendarAddress(Base):
    """The secret address at which somebody's calendar is read; only its hash is kept."""

    __tablename__ = "calendar_addresses"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), unique=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()
