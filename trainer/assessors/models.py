"""Entries of the register with what they rest on and what stops them, and declared conflicts."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.bodies.models import Lasting, ProfessionalBody
from trainer.catalogue.models import Qualification, Unit
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.people.models import Site


class Duty(StrEnum):
    """What a register entry lets somebody do."""

    ASSESS = "assess"
    COUNTERSIGN = "countersign"
    WITNESS = "witness"
    VERIFY = "verify"


COUNTERSIGNING = frozenset({Duty.ASSESS, Duty.COUNTERSIGN})
"""The duties whose qualified holders may put a second name under a decision."""


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


entry_units = sa.Table(
    "register_entry_units",
    Base.metadata,
    sa.Column("entry_id", sa.ForeignKey("register_entries.id"), primary_key=True),
    sa.Column("unit_id", sa.ForeignKey("units.id"), primary_key=True),
)
entry_sites = sa.Table(
    "register_entry_sites",
    Base.metadata,
    sa.Column("entry_id", sa.ForeignKey("register_entries.id"), primary_key=True),
    sa.Column("site_id", sa.ForeignKey("sites.id"), primary_key=True),
)


class RegisterEntry(Base):
    """One person's approval for one duty on one qualification, from one day to another.

    Its units and sites are settled when it is made, so that it says for good what was allowed under
    it; where none is named it is for all. Other units or sites are another entry.

    `checked_first` says that nothing is decided under it before a check of competence is recorded;
    entries made before that was asked go without.

    On the day on which it ends it counts no more; where somebody ended it during that day, what was
    decided before `ended_at` stands.
    """

    __tablename__ = "register_entries"

    id: Mapped[intpk]
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    duty: Mapped[Duty]
    standing: Mapped[Standing]
    award: Mapped[str] = mapped_column(sa.String(120), default="")
    award_number: Mapped[str] = mapped_column(sa.String(60), default="")
    awarded_on: Mapped[date | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    checked_first: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]

    holder: Mapped[User] = relationship(foreign_keys=[holder_id])
    qualification: Mapped[Qualification] = relationship()
    accreditations: Mapped[list["AssessorAccreditation"]] = relationship(
        back_populates="entry", order_by="AssessorAccreditation.starts_on"
    )
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
    units: Mapped[list[Unit]] = relationship(secondary=entry_units, order_by=Unit.code)
    sites: Mapped[list[Site]] = relationship(secondary=entry_sites, order_by=Site.name)
    competence: Mapped[list["CompetenceCheck"]] = relationship(
        back_populates="entry", order_by="CompetenceCheck.id"
    )
    suspensions: Mapped[list["Suspension"]] = relationship(
        back_populates="entry", order_by="Suspension.id"
    )

    __table_args__ = (
        sa.CheckConstraint("recorded_by_id != holder_id", name="not_recorded_for_oneself"),
    )

    def is_in_force(self, day: date) -> bool:
        """Say whether the duty may be done on that day (`ends_on` itself is too late)."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class CompetenceCheck(Base):
    """How somebody showed that they are competent in the work itself, who checked, and until when.

    `review_on` is the first day on which it no longer holds; the latest of several days counts.
    """

    __tablename__ = "competence_checks"

    id: Mapped[intpk]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("register_entries.id"), index=True)
    shown_by: Mapped[str] = mapped_column(sa.Text)
    checked_by: Mapped[str] = mapped_column(sa.String(120))
    checked_on: Mapped[date]
    review_on: Mapped[date] = mapped_column(index=True)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    entry: Mapped[RegisterEntry] = relationship(back_populates="competence")
    recorded_by: Mapped[User | None] = relationship()

    __table_args__ = (sa.CheckConstraint("review_on > checked_on", name="reviewed_after_check"),)


class Suspension(Base):
    """A time in which nothing is decided under an entry, from one moment until it is lifted."""

    __tablename__ = "register_suspensions"

    id: Mapped[intpk]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("register_entries.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    suspended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    suspended_at: Mapped[datetime] = mapped_column(default=clock.now)
    lifted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str] = mapped_column(sa.Text, default="")

    entry: Mapped[RegisterEntry] = relationship(back_populates="suspensions")
    suspended_by: Mapped[User | None] = relationship(foreign_keys=[suspended_by_id])
    lifted_by: Mapped[User | None] = relationship(foreign_keys=[lifted_by_id])

    __table_args__ = (
        sa.Index(
            "uq_register_suspensions_open",
            "entry_id",
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
    )


class CaseloadLimit(Base):
    """How many learners somebody takes at most for a duty; the latest counts, `most` None is none."""

    __tablename__ = "caseload_limits"

    id: Mapped[intpk]
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    duty: Mapped[Duty]
    most: Mapped[int | None]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    holder: Mapped[User] = relationship(foreign_keys=[holder_id])
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])

    __table_args__ = (
        sa.CheckConstraint("recorded_by_id != holder_id", name="limit_not_set_for_oneself"),
        sa.CheckConstraint("most >= 0", name="limit_of_some"),
    )


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
