"""The career map in its versions, the roles people work towards, what colleagues confirmed, who is ready."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.careers.rules.asking import Kind
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk


class CareerMapVersion(Base):
    """The map as it was published; a change is a new version, and only ever added.

    `text` is what `careers/reading.py` reads. Nobody published the one that Trainer comes with.
    """

    __tablename__ = "career_map_versions"

    id: Mapped[intpk]
    number: Mapped[int] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(sa.Text)
    why: Mapped[str] = mapped_column(sa.Text)
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    published_at: Mapped[datetime] = mapped_column(default=clock.now)

    published_by: Mapped[User | None] = relationship()

    __table_args__ = (sa.CheckConstraint("number > 0 AND why != ''", name="says_why"),)


class CareerMapDraft(Base):
    """The next version of the map while HR works on it; there is one at most.

    `seen` is the number of the version it was begun from.
    """

    __tablename__ = "career_map_drafts"

    ONLY: ClassVar = 1

    id: Mapped[intpk]
    text: Mapped[str] = mapped_column(sa.Text)
    seen: Mapped[int]
    changed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    changed_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)


class CareerTarget(Base):
    """Somebody works towards a role of the map, from one day until another."""

    __tablename__ = "career_targets"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role_key: Mapped[str] = mapped_column(sa.String(60))
    set_on: Mapped[date] = mapped_column(default=clock.today)
    ended_on: Mapped[date | None]

    person: Mapped[User] = relationship()

    __table_args__ = (
        sa.Index(
            "uq_career_targets_open",
            "person_id",
            "role_key",
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        ),
    )


class CareerConfirmation(Base):
    """A colleague confirms that somebody did a thing that a role asks for; never for themselves."""

    __tablename__ = "career_confirmations"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    kind: Mapped[Kind]
    about: Mapped[str] = mapped_column(sa.String(80))
    day: Mapped[date]
    says: Mapped[str] = mapped_column(sa.String(300))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_back_at: Mapped[datetime | None]
    taken_back_because: Mapped[str] = mapped_column(sa.String(300), default="")

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])

    __table_args__ = (
        sa.CheckConstraint("by_id != person_id", name="by_somebody_else"),
        sa.CheckConstraint("says != ''", name="says_what"),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_because = '')", name="taken_back_says_why"
        ),
    )


class CandidateStatus(StrEnum):
    """What became of somebody who meets all that is asked of an assessor, or of another on the register."""

    WAITING = "waiting"
    ENTERED = "entered"
    SET_ASIDE = "set_aside"


class RegisterCandidate(HasStatus, Base):
    """Somebody met all that a role asks which leads to the register; noted once for each role.

    Whoever keeps the register enters them or sets it aside, saying why. Nobody is entered by itself.
    """

    __tablename__ = "register_candidates"

    MOVES: ClassVar = {
        CandidateStatus.WAITING: {CandidateStatus.ENTERED, CandidateStatus.SET_ASIDE},
        CandidateStatus.ENTERED: set(),
        CandidateStatus.SET_ASIDE: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    role_key: Mapped[str] = mapped_column(sa.String(60))
    role_title: Mapped[str] = mapped_column(sa.String(120))
    duty: Mapped[Duty]
    status: Mapped[CandidateStatus] = mapped_column(default=CandidateStatus.WAITING, index=True)
    noticed_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    because: Mapped[str] = mapped_column(sa.String(300), default="")
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("person_id", "role_key"),
        sa.CheckConstraint("ended_by_id != person_id", name="not_ended_by_oneself"),
        sa.CheckConstraint("status != 'set_aside' OR because != ''", name="set_aside_says_why"),
    )
