"""Sessions in which overall ratings are looked at together, and what they changed."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.appraisals.models.appraising import Appraisal
from trainer.appraisals.models.rounds import Cycle
from trainer.core import clock
from trainer.core.database import Base, intpk


class CalibrationSession(Base):
    """Managers look at their overall ratings together, led by HR; `held_on` is the day."""

    __tablename__ = "calibration_sessions"

    id: Mapped[intpk]
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisal_cycles.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    held_on: Mapped[date]
    led_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    cycle: Mapped[Cycle] = relationship()
    led_by: Mapped[User] = relationship()
    lines: Mapped[list["CalibrationLine"]] = relationship(
        back_populates="session", order_by="CalibrationLine.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way


class CalibrationLine(Base):
    """An appraisal that is looked at in a session, once in its life."""

    __tablename__ = "calibration_lines"

    id: Mapped[intpk]
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("calibration_sessions.id"), index=True)
    appraisal_id: Mapped[int] = mapped_column(sa.ForeignKey("appraisals.id"), unique=True)

    session: Mapped[CalibrationSession] = relationship(back_populates="lines")
    appraisal: Mapped[Appraisal] = relationship()


class CalibrationChange(Base):
    """An overall rating was changed in a session: from what, to what, and why; only ever added."""

    __tablename__ = "calibration_changes"

    id: Mapped[intpk]
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("calibration_lines.id"), index=True)
    before: Mapped[int]
    after: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    line: Mapped[CalibrationLine] = relationship()
    by: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("before BETWEEN 1 AND 4 AND after BETWEEN 1 AND 4", name="ratings"),
        sa.CheckConstraint("before != after AND reason != ''", name="says_why"),
    )
