"""Roles to be filled at a site, and what people say who are interested or apply."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.people.models import Site


class VacancyStatus(StrEnum):
    """Where a vacancy has got to."""

    OPEN = "open"
    CLOSED = "closed"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


class ApplicationStatus(StrEnum):
    """What somebody says of a vacancy."""

    INTERESTED = "interested"
    APPLIED = "applied"
    TAKEN_BACK = "taken_back"


_V, _A = VacancyStatus, ApplicationStatus


class Vacancy(HasStatus, Base):
    """A role of the career map that is to be filled at a site; people apply until its last day."""

    __tablename__ = "vacancies"

    MOVES: ClassVar = {
        _V.OPEN: {_V.CLOSED, _V.FILLED, _V.WITHDRAWN},
        _V.CLOSED: {_V.OPEN, _V.FILLED, _V.WITHDRAWN},
        _V.FILLED: set(),
        _V.WITHDRAWN: set(),
    }

    id: Mapped[intpk]
    role_key: Mapped[str] = mapped_column(sa.String(60))
    role_title: Mapped[str] = mapped_column(sa.String(120))
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    hours: Mapped[str] = mapped_column(sa.String(200))
    about: Mapped[str] = mapped_column(sa.Text)
    closes_on: Mapped[date]
    status: Mapped[VacancyStatus] = mapped_column(default=_V.OPEN, index=True)
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_because: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    site: Mapped[Site] = relationship()
    opened_by: Mapped[User] = relationship()
    applications: Mapped[list["Application"]] = relationship(
        back_populates="vacancy", order_by="Application.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way

    def takes_answers(self, day: date) -> bool:
        """Say whether people may still apply on a day."""
        return self.status is _V.OPEN and day <= self.closes_on

    @property
    def is_over(self) -> bool:
        """Whether it is filled or withdrawn, for good."""
        return self.status in {_V.FILLED, _V.WITHDRAWN}

    def next_statuses(self, day: date) -> set[VacancyStatus]:
        """Name what may become of it on a day: it is opened again until its last day only."""
        left = self.MOVES[self.status]
        return left if day <= self.closes_on else left - {_V.OPEN}


class Application(HasStatus, Base):
    """Somebody is interested in a vacancy, or applies: why, and what they could do and would need."""

    __tablename__ = "applications"

    MOVES: ClassVar = {
        _A.INTERESTED: {_A.INTERESTED, _A.APPLIED, _A.TAKEN_BACK},
        _A.APPLIED: {_A.INTERESTED, _A.APPLIED, _A.TAKEN_BACK},
        _A.TAKEN_BACK: {_A.INTERESTED, _A.APPLIED},
    }

    id: Mapped[intpk]
    vacancy_id: Mapped[int] = mapped_column(sa.ForeignKey("vacancies.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[ApplicationStatus]
    words: Mapped[str] = mapped_column(sa.Text)
    relocates: Mapped[bool] = mapped_column(default=False)
    hours: Mapped[str] = mapped_column(sa.String(200), default="")
    languages: Mapped[str] = mapped_column(sa.String(200), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    vacancy: Mapped[Vacancy] = relationship(back_populates="applications")
    person: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.UniqueConstraint("vacancy_id", "person_id"),)
