"""Letterheads as they were set, each for good; a change makes another version."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk


class LetterheadStatus(StrEnum):
    """Whether documents are made with it."""

    DRAFT = "draft"
    IN_USE = "in_use"
    EARLIER = "earlier"


class Preview(StrEnum):
    """How far the specimen page is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_S = LetterheadStatus


class LetterheadPicture(Base):
    """A logo or a signature; several versions may show the same one."""

    __tablename__ = "letterhead_pictures"

    id: Mapped[intpk]
    media_type: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(80), info=IN_STORE)
    sha256: Mapped[str] = mapped_column(sa.String(64))


class Letterhead(HasStatus, Base):
    """One version of how documents look. It gets its number when it is put to use."""

    __tablename__ = "letterheads"

    MOVES: ClassVar = {
        _S.DRAFT: {_S.IN_USE},
        _S.IN_USE: {_S.EARLIER},
        _S.EARLIER: set(),
    }

    id: Mapped[intpk]
    number: Mapped[int | None] = mapped_column(unique=True)
    status: Mapped[LetterheadStatus] = mapped_column(default=_S.DRAFT)
    brand: Mapped[str] = mapped_column(sa.String(7))
    accent: Mapped[str] = mapped_column(sa.String(7))
    motto: Mapped[str] = mapped_column(sa.String(120), default="")
    seal: Mapped[str] = mapped_column(sa.String(60), default="")
    logo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letterhead_pictures.id"))
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    used_at: Mapped[datetime | None]
    preview: Mapped[Preview] = mapped_column(default=Preview.WAITING)
    pdf_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    page_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    logo: Mapped[LetterheadPicture | None] = relationship()
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    used_by: Mapped[User | None] = relationship(foreign_keys=[used_by_id])
    signatories: Mapped[list["LetterheadSignatory"]] = relationship(
        back_populates="letterhead",
        order_by="LetterheadSignatory.position",
        cascade="all, delete-orphan",
    )

    __table_args__ = (
        sa.Index(
            "uq_letterheads_in_use",
            "status",
            unique=True,
            sqlite_where=sa.text("status = 'in_use'"),
            postgresql_where=sa.text("status = 'in_use'"),
        ),
    )


class LetterheadSignatory(Base):
    """Somebody who signs documents for the organisation, from one day until another."""

    __tablename__ = "letterhead_signatories"

    id: Mapped[intpk]
    letterhead_id: Mapped[int] = mapped_column(sa.ForeignKey("letterheads.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(120))
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    signature_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letterhead_pictures.id"))

    letterhead: Mapped[Letterhead] = relationship(back_populates="signatories")
    signature: Mapped[LetterheadPicture | None] = relationship()

    def signs_on(self, day: date) -> bool:
        """Whether documents of that day bear this name; both days count."""
        return (self.from_day is None or self.from_day <= day) and (
            self.until_day is None or day <= self.until_day
        )
