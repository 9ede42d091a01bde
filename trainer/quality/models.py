"""What an IQA signs: releases of units, what is to be looked at again, and the final check."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.registrations.models import Registration, UnitAssessment


class Release(Base):
    """One signing by an IQA that lets a batch of units count."""

    __tablename__ = "releases"

    id: Mapped[intpk]
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    statement: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    released_at: Mapped[datetime] = mapped_column(default=clock.now)

    iqa: Mapped[User] = relationship()
    lines: Mapped[list["ReleaseLine"]] = relationship(back_populates="release")


class ReleaseLine(Base):
    """One unit within a release, and whether the IQA looked into this very one."""

    __tablename__ = "release_lines"

    id: Mapped[intpk]
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("releases.id"), index=True)
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    cycle: Mapped[int]
    sampled: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text, default="")

    release: Mapped[Release] = relationship(back_populates="lines")
    unit_assessment: Mapped[UnitAssessment] = relationship()

    __table_args__ = (sa.UniqueConstraint("unit_assessment_id", "cycle"),)


class IqaAction(Base):
    """What an IQA asks to be looked at again before a unit can count."""

    __tablename__ = "iqa_actions"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    cycle: Mapped[int]
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    note: Mapped[str] = mapped_column(sa.Text)
    criterion_ids: Mapped[list[Any]]
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)

    iqa: Mapped[User] = relationship()
    unit_assessment: Mapped[UnitAssessment] = relationship()


class FinalCheck(Base):
    """The IQA's last signature on a registration, before a certificate may be issued."""

    __tablename__ = "final_checks"

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    statement: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    unit_assessment_ids: Mapped[list[Any]]

    iqa: Mapped[User] = relationship()
    registration: Mapped[Registration] = relationship()
