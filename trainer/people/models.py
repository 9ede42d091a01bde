"""Where people work, whom they report to, and which roles they hold from when to when."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk


class Role(StrEnum):
    """The roles somebody is appointed to.

    Staff is everyone with an account, a line manager is whoever people report to, an external
    quality assurer comes by link, and signed out is nobody: none of those four is appointed.
    """

    ASSESSOR = "assessor"
    IQA = "iqa"
    TRAINING_ADMIN = "training_admin"
    HR = "hr"
    SYSTEM_ADMIN = "system_admin"


class AppointmentStatus(StrEnum):
    """Where an appointment has got to."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class Site(Base):
    """A place where people work: a store, a contact centre, a head office."""

    __tablename__ = "sites"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))

    teams: Mapped[list["Team"]] = relationship(back_populates="site")


class Team(Base):
    """People who work together at a site."""

    __tablename__ = "teams"

    id: Mapped[intpk]
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))

    site: Mapped[Site] = relationship(back_populates="teams")

    __table_args__ = (sa.UniqueConstraint("site_id", "name"),)


class Placement(Base):
    """What someone's job is, where, and whom they report to, from one day to another."""

    __tablename__ = "placements"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    job_title: Mapped[str] = mapped_column(sa.String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    manager: Mapped[User | None] = relationship(foreign_keys=[manager_id])
    site: Mapped[Site] = relationship()
    team: Mapped[Team | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("manager_id IS NULL OR manager_id != user_id", name="not_own_manager"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )


class Appointment(HasStatus, Base):
    """One person's holding of one role, asked for by one and confirmed by another."""

    __tablename__ = "appointments"

    MOVES: ClassVar = {
        AppointmentStatus.ASKED: {AppointmentStatus.CONFIRMED, AppointmentStatus.REFUSED},
        AppointmentStatus.CONFIRMED: {AppointmentStatus.ENDED},
        AppointmentStatus.REFUSED: set(),
        AppointmentStatus.ENDED: set(),
    }

    id: Mapped[intpk]
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role: Mapped[Role]
    status: Mapped[AppointmentStatus] = mapped_column(default=AppointmentStatus.ASKED)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sites.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    holder: Mapped[User] = relationship(back_populates="appointments", foreign_keys=[holder_id])
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    site: Mapped[Site | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way to say it
    __table_args__ = (
        sa.CheckConstraint("asked_by_id != holder_id", name="not_asked_for_oneself"),
        sa.CheckConstraint("decided_by_id != holder_id", name="not_decided_for_oneself"),
        sa.CheckConstraint("decided_by_id != asked_by_id", name="two_people"),
    )

    def is_in_force(self, day: date) -> bool:
        """Say whether the role may be exercised on that day."""
        if self.status not in {AppointmentStatus.CONFIRMED, AppointmentStatus.ENDED}:
            return False
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
