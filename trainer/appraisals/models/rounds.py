"""Forms in versions, and the rounds that use them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk


class AppraisalTemplate(Base):
    """A form that cycles use; `latest` is the number of its version now."""

    __tablename__ = "appraisal_templates"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    latest: Mapped[int] = mapped_column(default=1)
    row_version: Mapped[int] = mapped_column()

    versions: Mapped[list["AppraisalTemplateVersion"]] = relationship(
        back_populates="template", order_by="AppraisalTemplateVersion.number"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way


class AppraisalTemplateVersion(Base):
    """What a form asks, as `appraisals/reading.py` reads it; only ever added.

    Nobody wrote what Trainer comes with.
    """

    __tablename__ = "appraisal_template_versions"

    id: Mapped[intpk]
    template_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_templates.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    text: Mapped[str] = mapped_column(sa.Text)
    written_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    template: Mapped[AppraisalTemplate] = relationship(back_populates="versions")
    written_by: Mapped[User | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("template_id", "number", name="uq_appraisal_template_versions_number"),
    )


class CycleKind(StrEnum):
    """What a round of appraisals is for."""

    ANNUAL = "annual"
    MID_YEAR = "mid_year"
    PROBATION = "probation"


class CycleStatus(StrEnum):
    """How far a round is."""

    PLANNED = "planned"
    SCHEDULING = "scheduling"
    RUNNING = "running"
    CLOSED = "closed"


_C = CycleStatus


class Cycle(HasStatus, Base):
    """A round of appraisals: the form, the time it looks back on, whom it is for, and by when.

    `population` narrows who is in it: ids of `sites` and `teams`, `job_titles`, and first working
    days from `joined_from` until before `joined_before`.
    Meetings of `meeting_minutes` begin on the first day of the meetings.
    """

    __tablename__ = "appraisal_cycles"

    MOVES: ClassVar = {
        _C.PLANNED: {_C.SCHEDULING},
        _C.SCHEDULING: {_C.RUNNING},
        _C.RUNNING: {_C.SCHEDULING, _C.CLOSED},
        _C.CLOSED: set(),
    }

    id: Mapped[intpk]
    name: Mapped[str] = mapped_column(sa.String(120))
    kind: Mapped[CycleKind]
    template_version_id: Mapped[int] = mapped_column(
        sa.ForeignKey("appraisal_template_versions.id")
    )
    period_from: Mapped[date]
    period_to: Mapped[date]
    opens_on: Mapped[date]
    self_due_on: Mapped[date]
    manager_due_on: Mapped[date]
    meetings_from: Mapped[date]
    sign_by: Mapped[date]
    calibrates: Mapped[bool] = mapped_column(default=False)
    meeting_minutes: Mapped[int] = mapped_column(default=60)
    population: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[CycleStatus] = mapped_column(default=_C.PLANNED)
    planned_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    planned_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    template_version: Mapped[AppraisalTemplateVersion] = relationship()
    planned_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("period_from <= period_to", name="period_in_order"),
        sa.CheckConstraint(
            "opens_on <= self_due_on AND self_due_on <= manager_due_on AND"
            " manager_due_on <= sign_by AND meetings_from <= sign_by",
            name="dates_in_order",
        ),
        sa.CheckConstraint("meeting_minutes BETWEEN 15 AND 240", name="meeting_minutes"),
    )
