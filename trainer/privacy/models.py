"""Exports of what is held about somebody: who asked for them, and how far each is."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk


class ExportStatus(StrEnum):
    """How far an export is; when its days are over the file goes, and the line stays."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


_S = ExportStatus


class DataExport(HasStatus, Base):
    """Everything held about somebody as one file, made by the job worker and kept for some days.

    `reason` is empty where people asked for their own.
    """

    __tablename__ = "data_exports"

    MOVES: ClassVar = {
        _S.WAITING: {_S.READY, _S.FAILED},
        _S.READY: {_S.GONE},
        _S.FAILED: set(),
        _S.GONE: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    status: Mapped[ExportStatus] = mapped_column(default=_S.WAITING)
    made_at: Mapped[datetime | None]
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    size: Mapped[int | None] = mapped_column(sa.BigInteger)

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])

    __table_args__ = (
        sa.CheckConstraint(
            "person_id = asked_by_id OR trim(reason) != ''", name="with_a_reason_for_another"
        ),
    )
