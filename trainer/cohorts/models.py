"""A cohort being registered: what for, who, and what became of each."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationNumber, QualificationVersion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.registrations.models import Registration


class CohortStatus(StrEnum):
    """How far the registering of a cohort has got."""

    PREPARING = "preparing"
    REGISTERING = "registering"
    DONE = "done"


_C = CohortStatus


class Cohort(HasStatus, Base):
    """People to be registered together: on what, by whom assessed, with which units.

    The assessor is each member's own; the rest is the same for all of them.
    """

    __tablename__ = "cohorts"

    MOVES: ClassVar = {
        _C.PREPARING: {_C.REGISTERING},
        _C.REGISTERING: {_C.DONE},
        _C.DONE: {_C.REGISTERING},
    }

    id: Mapped[intpk]
    name: Mapped[str] = mapped_column(sa.String(120))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("qualification_versions.id"), index=True)
    awarding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("qualification_numbers.id"))
    iqa_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    target_on: Mapped[date | None]
    found: Mapped[str] = mapped_column(sa.Text, default="")
    units: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[CohortStatus] = mapped_column(default=_C.PREPARING)
    prepared_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    prepared_at: Mapped[datetime] = mapped_column(default=clock.now)
    registered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    row_version: Mapped[int] = mapped_column()

    version: Mapped[QualificationVersion] = relationship()
    awarding: Mapped[QualificationNumber | None] = relationship()
    iqa: Mapped[User | None] = relationship(foreign_keys=[iqa_id])
    prepared_by: Mapped[User] = relationship(foreign_keys=[prepared_by_id])
    registered_by: Mapped[User | None] = relationship(foreign_keys=[registered_by_id])
    members: Mapped[list["CohortMember"]] = relationship(
        back_populates="cohort", order_by="CohortMember.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way

    @property
    def is_under_way(self) -> bool:
        """Whether the job worker has it, so that a page can only wait."""
        return self.status is CohortStatus.REGISTERING


class CohortMember(Base):
    """Somebody in a cohort, with who is to assess them, and what came of registering them."""

    __tablename__ = "cohort_members"

    id: Mapped[intpk]
    cohort_id: Mapped[int] = mapped_column(sa.ForeignKey("cohorts.id"))
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    assessor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registrations.id"), index=True
    )
    refusal: Mapped[str] = mapped_column(sa.Text, default="")

    cohort: Mapped[Cohort] = relationship(back_populates="members")
    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    assessor: Mapped[User | None] = relationship(foreign_keys=[assessor_id])
    registration: Mapped[Registration | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("cohort_id", "learner_id"),)
