"""A batch of certificates: who signed for it, each one intended, and what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.registrations.models import Registration


class BatchStatus(StrEnum):
    """How far the issuing of a batch has got."""

    ISSUING = "issuing"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class LineStatus(StrEnum):
    """What came of one intended certificate."""

    WAITING = "waiting"
    ISSUED = "issued"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class FileKind(StrEnum):
    """How the certificates of a batch are taken away together."""

    ZIP = "zip"
    PRINT = "print"


class FileStatus(StrEnum):
    """How far such a file is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_B, _L, _F = BatchStatus, LineStatus, FileStatus


class Batch(HasStatus, Base):
    """Certificates that one administrator signed for together; their password once, at `proven_at`."""

    __tablename__ = "certificate_batches"

    MOVES: ClassVar = {
        _B.ISSUING: {_B.PAUSED, _B.CANCELLED, _B.DONE},
        _B.PAUSED: {_B.ISSUING, _B.CANCELLED},
        _B.DONE: {_B.ISSUING},
        _B.CANCELLED: set(),
    }

    id: Mapped[intpk]
    name: Mapped[str] = mapped_column(sa.String(120))
    status: Mapped[BatchStatus] = mapped_column(default=_B.ISSUING)
    signed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    proven_at: Mapped[datetime]
    row_version: Mapped[int] = mapped_column()

    signed_by: Mapped[User] = relationship()
    lines: Mapped[list["BatchLine"]] = relationship(back_populates="batch", order_by="BatchLine.id")

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way


class BatchLine(HasStatus, Base):
    """One certificate intended for one registration, or why there is none."""

    __tablename__ = "certificate_batch_lines"

    MOVES: ClassVar = {
        _L.WAITING: {_L.ISSUED, _L.REFUSED, _L.CANCELLED},
        _L.REFUSED: {_L.WAITING},
        _L.ISSUED: set(),
        _L.CANCELLED: set(),
    }

    id: Mapped[intpk]
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("certificate_batches.id"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    status: Mapped[LineStatus] = mapped_column(default=_L.WAITING)
    certificate_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("certificates.id"), unique=True
    )
    refusal: Mapped[str] = mapped_column(sa.Text, default="")

    batch: Mapped[Batch] = relationship(back_populates="lines")
    registration: Mapped[Registration] = relationship()
    certificate: Mapped[Certificate | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("batch_id", "registration_id"),
        sa.CheckConstraint(
            "(status = 'issued') = (certificate_id IS NOT NULL)", name="issued_with_a_certificate"
        ),
    )


class BatchFile(HasStatus, Base):
    """The certificates of a batch as one file, made by the job worker and kept for some days."""

    __tablename__ = "certificate_batch_files"

    MOVES: ClassVar = {
        _F.WAITING: {_F.READY, _F.FAILED},
        _F.READY: set(),
        _F.FAILED: set(),
    }

    id: Mapped[intpk]
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("certificate_batches.id"), index=True)
    kind: Mapped[FileKind]
    status: Mapped[FileStatus] = mapped_column(default=_F.WAITING)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    size: Mapped[int | None] = mapped_column(sa.BigInteger)

    batch: Mapped[Batch] = relationship()
    asked_by: Mapped[User] = relationship()
