"""Papers made of a portfolio when somebody asks for one, and kept for some days."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.documents.making import PaperStatus
from trainer.registrations.models import Registration


class PaperKind(StrEnum):
    """Which paper it is, by the names of the field."""

    COVER = "cover"
    INDEX = "index"
    MATRIX = "matrix"
    UNIT = "unit"
    PLAN = "plan"
    OBSERVATION = "observation"
    TESTIMONY = "testimony"
    WITNESSES = "witnesses"


_S = PaperStatus


class Paper(HasStatus, Base):
    """A paper somebody asked for: theirs alone, and of what they may read.

    `about_id` is the unit assessment or the item it is about, where it is not the whole portfolio.
    """

    __tablename__ = "papers"

    MOVES: ClassVar = {
        _S.WAITING: {_S.READY, _S.FAILED},
        _S.READY: set(),
        _S.FAILED: {_S.WAITING},
    }

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    kind: Mapped[PaperKind]
    about_id: Mapped[int | None]
    name: Mapped[str] = mapped_column(sa.String(400))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[PaperStatus] = mapped_column(default=_S.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    registration: Mapped[Registration] = relationship()
    asked_by: Mapped[User] = relationship()
