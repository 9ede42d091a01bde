"""Packs of a visit: what the centre shows of itself, as one paper and one workbook."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.visits.models.visits import Visit


class VisitPackStatus(StrEnum):
    """How far the making of a pack is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_S = VisitPackStatus


class VisitPack(HasStatus, Base):
    """A pack somebody asked for: theirs alone, and of what they may read; kept for some days."""

    __tablename__ = "visit_packs"

    MOVES: ClassVar = {
        _S.WAITING: {_S.READY, _S.FAILED},
        _S.READY: set(),
        _S.FAILED: set(),
    }

    id: Mapped[intpk]
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visits.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[VisitPackStatus] = mapped_column(default=_S.WAITING)
    pdf_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    xlsx_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    visit: Mapped[Visit] = relationship()
    asked_by: Mapped[User] = relationship()
