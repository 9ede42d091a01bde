"""Where people work, whom they report to, and which roles they hold from when to when."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from babel.support import LazyProxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.core.text import lazy_gettext as _

ONE_DAY = timedelta(days=1)


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

    @property
    def words(self) -> LazyProxy:
        """What the role is called on a page."""
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.ASSESSOR: _("Assessor"),
    Role.IQA: _("Internal quality assurer"),
    Role.TRAINING_ADMIN: _("Training administrator"),
    Role.HR: _("HR"),
    Role.SYSTEM_ADMIN: _("System administrator"),
}


class HoursPattern(StrEnum):
    """How much of a week somebody works, as the contract says."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    VARIABLE = "variable"

    @property
    def words(self) -> LazyProxy:
        """The hours as people say them."""
        return _HOURS_WORDS[self]


_HOURS_WORDS = {
    HoursPattern.FULL_TIME: _("Full time"),
    HoursPattern.PART_TIME: _("Part time"),
    HoursPattern.VARIABLE: _("Hours vary"),
}


class ContractKind(StrEnum):
    """On what kind of contract somebody works."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    CASUAL = "casual"
    AGENCY = "agency"

    @property
    def words(self) -> LazyProxy:
        """The contract as people say it."""
        return _CONTRACT_WORDS[self]


_CONTRACT_WORDS = {
    ContractKind.PERMANENT: _("Permanent"),
    ContractKind.FIXED_TERM: _("Fixed term"),
    ContractKind.CASUAL: _("Casual"),
    ContractKind.AGENCY: _("Through an agency"),
}


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

    teams: Mapped[list["Team"]] = relationship(back_populates="site", order_by="Team.id")


class Team(Base):
    """People who work together at a site."""

    __tablename__ = "teams"

    id: Mapped[intpk]
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))

    site: Mapped[Site] = relationship(back_populates="teams")

    __table_args__ = (sa.UniqueConstraint("site_id", "name"),)


class Placement(Base):
    """What someone's job is, where, and whom they report to, from one day to another.

    `hours` and `contract` are None where nobody said.

    `ends_on` is the first day on which it no longer holds, so that one placement ends on the day
    the next begins. A placement that ends on the day it began was put right that same day.
    """

    __tablename__ = "placements"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    job_title: Mapped[str] = mapped_column(sa.String(120))
    hours: Mapped[HoursPattern | None]
    contract: Mapped[ContractKind | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="placements", foreign_keys=[user_id])
    manager: Mapped[User | None] = relationship(foreign_keys=[manager_id])
    site: Mapped[Site] = relationship()
    team: Mapped[Team | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("manager_id IS NULL OR manager_id != user_id", name="not_own_manager"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    def is_current(self, day: date) -> bool:
        """Say whether the placement holds on that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @staticmethod
    def holds_on(day: date) -> sa.ColumnElement[bool]:
        """Narrow a select to the placements that hold on that day."""
        return sa.and_(
            Placement.starts_on <= day,
            sa.or_(Placement.ends_on.is_(None), Placement.ends_on > day),
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it."""
        return self.ends_on - ONE_DAY if self.ends_on else None


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

    @staticmethod
    def holds_on(day: date) -> sa.ColumnElement[bool]:
        """Narrow a select to the appointments in force on that day."""
        return sa.and_(
            Appointment.status.in_([AppointmentStatus.CONFIRMED, AppointmentStatus.ENDED]),
            Appointment.starts_on <= day,
            sa.or_(Appointment.ends_on.is_(None), Appointment.ends_on > day),
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it."""
        return self.ends_on - ONE_DAY if self.ends_on else None


class PeopleImport(Base):
    """A file of people that somebody sent and has yet to confirm; its text goes when it is done."""

    __tablename__ = "people_imports"

    id: Mapped[intpk]
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    applied_at: Mapped[datetime | None]

    uploaded_by: Mapped[User] = relationship()
