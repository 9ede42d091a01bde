"""Entries of the register, and declared conflicts of interest."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.bodies.models import Lasting, ProfessionalBody
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.database import Base, intpk


class Duty(StrEnum):
    """What a register entry lets somebody do."""

    ASSESS = "assess"
    VERIFY = "verify"


class Standing(StrEnum):
    """Whether somebody holds the assessor or IQA qualification, or works towards it."""

    QUALIFIED = "qualified"
    WORKING_TOWARDS = "working_towards"


class ConflictKind(StrEnum):
    """Why two people should not judge each other's work. All but the last bar it outright."""

    FAMILY = "family"
    PERSONAL = "personal"
    FINANCIAL = "financial"
    LINE_MANAGER = "line_manager"


class RegisterEntry(Base):
    """One person's approval for one duty on one qualification, from one day to another."""

    __tablename__ = "register_entries"

    id: Mapped[intpk]
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    duty: Mapped[Duty]
    standing: Mapped[Standing]
    award: Mapped[str] = mapped_column(sa.String(120), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

    holder: Mapped[User] = relationship(foreign_keys=[holder_id])
    qualification: Mapped[Qualification] = relationship()
    accreditations: Mapped[list["AssessorAccreditation"]] = relationship(
        back_populates="entry", order_by="AssessorAccreditation.starts_on"
    )
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    __table_args__ = (
        sa.CheckConstraint("recorded_by_id != holder_id", name="not_recorded_for_oneself"),
    )

    def is_in_force(self, day: date) -> bool:
        """Say whether the duty may be done on that day (`ends_on` itself is too late)."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class AssessorAccreditation(Lasting, Base):
    """A body's accreditation of an assessor, without which some awards can't be decided."""

    __tablename__ = "assessor_accreditations"

    id: Mapped[intpk]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("register_entries.id"), index=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("professional_bodies.id"), index=True)
    reference: Mapped[str] = mapped_column(sa.String(60))
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    entry: Mapped[RegisterEntry] = relationship(back_populates="accreditations")
    body: Mapped[ProfessionalBody] = relationship()


class ConflictOfInterest(Base):
    """A tie between an assessor or IQA and somebody whose work they might judge."""

    __tablename__ = "conflicts_of_interest"

    id: Mapped[intpk]
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    kind: Mapped[ConflictKind]
    declared_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    holder: Mapped[User] = relationship(foreign_keys=[holder_id])
    other: Mapped[User] = relationship(foreign_keys=[other_id])

    @property
    def bars(self) -> bool:
        """Whether it forbids judging; a line manager may judge, but must declare it."""
        return self.kind is not ConflictKind.LINE_MANAGER
