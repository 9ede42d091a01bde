"""A case of malpractice: the evidence set aside, whom it is about, and each step with its author."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.logs.models import Item


class CaseStatus(StrEnum):
    """Where a case has got to."""

    SET_ASIDE = "set_aside"
    INVESTIGATING = "investigating"
    REPORTED = "reported"
    VOID = "void"
    CLEARED = "cleared"


class Step(StrEnum):
    """What is written down of a case, each time by somebody else."""

    SET_ASIDE = "set_aside"
    REPORTED = "reported"
    DECIDED = "decided"


_C = CaseStatus


class Case(HasStatus, Base):
    """Evidence of one learner set aside because of what somebody noticed.

    `concerned` is whom it is about: the learner, or an assessor. `due_on` is the day by which the
    step that waits is to be done.
    """

    __tablename__ = "malpractice_cases"

    MOVES: ClassVar = {
        _C.SET_ASIDE: {_C.INVESTIGATING},
        _C.INVESTIGATING: {_C.REPORTED, _C.INVESTIGATING},
        _C.REPORTED: {_C.VOID, _C.CLEARED},
        _C.VOID: set(),
        _C.CLEARED: set(),
    }

    id: Mapped[intpk]
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    concerned_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    investigator_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[CaseStatus] = mapped_column(default=_C.SET_ASIDE, index=True)
    step_since: Mapped[datetime] = mapped_column(default=clock.now)
    due_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    concerned: Mapped[User] = relationship(foreign_keys=[concerned_id])
    opened_by: Mapped[User] = relationship(foreign_keys=[opened_by_id])
    investigator: Mapped[User | None] = relationship(foreign_keys=[investigator_id])
    items: Mapped[list["CaseItem"]] = relationship(back_populates="case", order_by="CaseItem.id")
    entries: Mapped[list["CaseEntry"]] = relationship(
        back_populates="case", order_by="CaseEntry.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint(
            "opened_by_id != learner_id AND opened_by_id != concerned_id", name="opened_by_another"
        ),
        sa.CheckConstraint(
            "investigator_id != learner_id AND investigator_id != concerned_id"
            " AND investigator_id != opened_by_id",
            name="investigated_by_another",
        ),
    )

    @property
    def is_open(self) -> bool:
        """Whether the evidence is still set aside."""
        return self.status not in {_C.VOID, _C.CLEARED}


class CaseItem(Base):
    """An item the case is about."""

    __tablename__ = "malpractice_items"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("malpractice_cases.id"))
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_items.id"), index=True)

    case: Mapped[Case] = relationship(back_populates="items")
    item: Mapped[Item] = relationship()

    __table_args__ = (sa.UniqueConstraint("case_id", "item_id"),)


class CaseEntry(Base):
    """What somebody wrote at one step; whoever wrote one writes no other, and none is their own."""

    __tablename__ = "malpractice_entries"

    id: Mapped[intpk]
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("malpractice_cases.id"))
    step: Mapped[Step]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    concerned_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    founded: Mapped[bool | None]
    words: Mapped[str] = mapped_column(sa.Text)
    reference: Mapped[str] = mapped_column(sa.String(60), default="")
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime | None]
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    case: Mapped[Case] = relationship(back_populates="entries")
    author: Mapped[User] = relationship(foreign_keys=[author_id])

    __table_args__ = (
        sa.UniqueConstraint("case_id", "step"),
        sa.UniqueConstraint("case_id", "author_id"),
        sa.CheckConstraint(
            "author_id != learner_id AND author_id != concerned_id", name="by_another"
        ),
        sa.CheckConstraint(
            "step != 'decided' OR reauthenticated_at IS NOT NULL", name="decided_with_password"
        ),
    )
