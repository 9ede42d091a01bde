"""A visit of an external quality assurer: its scope, its link, who came in, and what they opened."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.logs.models import StoredFile
from trainer.people.models import Site
from trainer.registrations.models import Registration

MOST_ATTEMPTS = 5
"""So many wrong codes lock the link."""


class VisitKind(StrEnum):
    """How an external quality assurer looks at the centre's work."""

    ON_SITE = "on_site"
    REMOTE_SAMPLING = "remote_sampling"


class VisitStanding(StrEnum):
    """Where a visit has got to, by its dates and by whether somebody ended it."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    ENDED = "ended"


class Page(StrEnum):
    """What an external quality assurer opened."""

    OVERVIEW = "overview"
    REGISTER = "register"
    REGISTRATIONS = "registrations"
    REGISTRATION = "registration"
    PORTFOLIO = "portfolio"
    MATRIX = "matrix"
    UNIT = "unit"
    EVIDENCE = "evidence"
    WITNESSES = "witnesses"
    FILE = "file"
    SAMPLING = "sampling"
    SAMPLE = "sample"


class Visit(Base):
    """An awarding organisation's quality assurer at the centre, from one day to another.

    `salt` and the installation's secret make the link; link and code are kept only as hashes. A
    new code raises `code_number`, and whoever came in by an earlier one is out.
    """

    __tablename__ = "visits"

    id: Mapped[intpk]
    awarding_organisation: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[VisitKind]
    eqa_name: Mapped[str] = mapped_column(sa.String(200))
    eqa_organisation: Mapped[str] = mapped_column(sa.String(200))
    eqa_email: Mapped[str] = mapped_column(sa.String(255))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    arranged_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    arranged_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    salt: Mapped[str] = mapped_column(sa.String(32))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(sa.String(64))
    code_number: Mapped[int] = mapped_column(default=0)
    code_at: Mapped[datetime | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    row_version: Mapped[int] = mapped_column()

    arranged_by: Mapped[User] = relationship(foreign_keys=[arranged_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
    qualifications: Mapped[list["VisitQualification"]] = relationship(
        order_by="VisitQualification.id", cascade="all, delete-orphan"
    )
    sites: Mapped[list["VisitSite"]] = relationship(
        order_by="VisitSite.id", cascade="all, delete-orphan"
    )
    people: Mapped[list["VisitPerson"]] = relationship(
        order_by="VisitPerson.id", cascade="all, delete-orphan"
    )
    portfolios: Mapped[list["VisitPortfolio"]] = relationship(
        order_by="VisitPortfolio.id", cascade="all, delete-orphan"
    )
    devices: Mapped[list["VisitDevice"]] = relationship(
        back_populates="visit", order_by="VisitDevice.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="begins_before_it_ends"),
        sa.CheckConstraint("ended_by_id IS NULL OR ended_at IS NOT NULL", name="ended_by_then"),
    )

    @property
    def standing(self) -> VisitStanding:
        """Where it has got to today."""
        if self.ended_at is not None:
            return VisitStanding.ENDED
        today = clock.today()
        if today < self.starts_on:
            return VisitStanding.PLANNED
        return VisitStanding.OVER if today > self.ends_on else VisitStanding.RUNNING

    @property
    def is_locked(self) -> bool:
        """Whether too many wrong codes were tried since the last one was made."""
        return self.wrong_codes >= MOST_ATTEMPTS

    @property
    def has_been_opened_elsewhere(self) -> bool:
        """Whether the code was given in more than one browser."""
        return len(self.devices) > 1


class VisitQualification(Base):
    """A qualification the visit is about."""

    __tablename__ = "visit_qualifications"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"))
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)

    qualification: Mapped[Qualification] = relationship()

    __table_args__ = (sa.UniqueConstraint("visit_id", "qualification_id"),)


class VisitSite(Base):
    """A site the visit is about; a visit without any is about all of them."""

    __tablename__ = "visit_sites"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"))
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)

    site: Mapped[Site] = relationship()

    __table_args__ = (sa.UniqueConstraint("visit_id", "site_id"),)


class VisitPerson(Base):
    """Somebody whom the external quality assurer is to meet."""

    __tablename__ = "visit_people"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)

    person: Mapped[User] = relationship()

    __table_args__ = (sa.UniqueConstraint("visit_id", "person_id"),)


class VisitPortfolio(Base):
    """A registration whose whole portfolio the external quality assurer may read."""

    __tablename__ = "visit_portfolios"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)

    registration: Mapped[Registration] = relationship()

    __table_args__ = (sa.UniqueConstraint("visit_id", "registration_id"),)


class VisitDevice(Base):
    """A browser in which the code was given, known by a cookie that is kept only as its hash.

    `place` is a hash of the network the address is in, never the address.
    """

    __tablename__ = "visit_devices"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"), index=True)
    number: Mapped[int]
    secret_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    code_number: Mapped[int]
    browser: Mapped[str] = mapped_column(sa.String(100))
    place: Mapped[str] = mapped_column(sa.String(16))
    let_in_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]

    visit: Mapped[Visit] = relationship(back_populates="devices")

    __table_args__ = (sa.UniqueConstraint("visit_id", "number"),)


class VisitOpening(Base):
    """One page or file opened by an external quality assurer, and in which browser."""

    __tablename__ = "visit_openings"

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"), index=True)
    device_id: Mapped[int] = mapped_column(sa.ForeignKey("visit_devices.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    page: Mapped[Page]
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"))
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    about: Mapped[str] = mapped_column(sa.String(300), default="")

    device: Mapped[VisitDevice] = relationship()
    registration: Mapped[Registration | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()
