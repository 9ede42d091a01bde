"""Who covers for whom, for which learners, until when and why."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.registrations.models import Registration


class Cover(Base):
    """Learners of one assessor in the hands of another, until a day or for good.

    `back_on` is the day on which they go back; without one they stay.
    """

    __tablename__ = "covers"

    id: Mapped[intpk]
    absent_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    back_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text)
    arranged_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    arranged_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    absent: Mapped[User] = relationship(foreign_keys=[absent_id])
    substitute: Mapped[User] = relationship(foreign_keys=[substitute_id])
    arranged_by: Mapped[User] = relationship(foreign_keys=[arranged_by_id])
    lines: Mapped[list["CoverLine"]] = relationship(back_populates="cover", order_by="CoverLine.id")

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.CheckConstraint("absent_id != substitute_id", name="by_another"),)


class CoverLine(Base):
    """One registration that is covered for."""

    __tablename__ = "cover_lines"

    id: Mapped[intpk]
    cover_id: Mapped[int] = mapped_column(sa.ForeignKey("covers.id"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)

    cover: Mapped[Cover] = relationship(back_populates="lines")
    registration: Mapped[Registration] = relationship()

    __table_args__ = (sa.UniqueConstraint("cover_id", "registration_id"),)
