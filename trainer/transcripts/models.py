"""Documents about a person made when somebody asks for one, and kept for some days."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.courses.models import Booking


class TranscriptKind(StrEnum):
    """Which document it is."""

    CPD = "cpd"
    RECORD = "record"
    LETTER = "letter"
    ATTENDANCE = "attendance"


class TranscriptStatus(StrEnum):
    """How far its making is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_S = TranscriptStatus


class Transcript(HasStatus, Base):
    """A document about `person` for whoever asked, and nobody else. `year` is that of CPD."""

    __tablename__ = "transcripts"

    MOVES: ClassVar = {
        _S.WAITING: {_S.READY, _S.FAILED},
        _S.READY: set(),
        _S.FAILED: {_S.WAITING},
    }

    id: Mapped[intpk]
    kind: Mapped[TranscriptKind]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    year: Mapped[int | None]
    certificate_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificates.id"))
    booking_id: Mapped[int | None] = mapped_column(sa.ForeignKey("course_bookings.id"))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[TranscriptStatus] = mapped_column(default=_S.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    certificate: Mapped[Certificate | None] = relationship()
    booking: Mapped[Booking | None] = relationship()
