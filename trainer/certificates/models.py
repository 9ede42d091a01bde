"""Certificates as issued, and the events of their life."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, grouped, intpk, new_code
from trainer.registrations.models import Registration


class CertificateStatus(StrEnum):
    """Where a certificate is in its life."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Rendering(StrEnum):
    """How far the PDF is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_C = CertificateStatus


class Certificate(HasStatus, Base):
    """An in-house record of achievement: what it says is fixed when it is issued."""

    __tablename__ = "certificates"

    MOVES: ClassVar = {
        _C.DRAFTED: {_C.ISSUED},
        _C.ISSUED: {_C.REPLACED, _C.REVOKED},
        _C.REPLACED: set(),
        _C.REVOKED: set(),
    }

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(26), unique=True, default=new_code)
    number: Mapped[str] = mapped_column(sa.String(40), unique=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[CertificateStatus] = mapped_column(default=_C.DRAFTED, index=True)
    payload: Mapped[dict[str, Any]]
    payload_hash: Mapped[str] = mapped_column(sa.String(64))
    issued_at: Mapped[datetime | None]
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificates.id"), unique=True)
    rendering: Mapped[Rendering] = mapped_column(default=Rendering.WAITING)
    pdf_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    pdf_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    row_version: Mapped[int] = mapped_column()

    registration: Mapped[Registration] = relationship()
    learner: Mapped[User] = relationship()
    replaces: Mapped["Certificate | None"] = relationship(remote_side="Certificate.id")
    events: Mapped[list["CertificateEvent"]] = relationship(
        back_populates="certificate", order_by="CertificateEvent.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.Index(
            "uq_certificates_in_force",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("status = 'issued'"),
            postgresql_where=sa.text("status = 'issued'"),
        ),
    )

    @property
    def shown_code(self) -> str:
        """The code as printed, in groups of four."""
        return grouped(self.code)


class CertificateEvent(Base):
    """Something that happened to a certificate; its status is that of the latest."""

    __tablename__ = "certificate_events"

    id: Mapped[intpk]
    certificate_id: Mapped[int] = mapped_column(sa.ForeignKey("certificates.id"), index=True)
    status: Mapped[CertificateStatus]
    actor_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    reauthenticated_at: Mapped[datetime]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    certificate: Mapped[Certificate] = relationship(back_populates="events")
    actor: Mapped[User] = relationship()


class CertificateSeries(Base):
    """The last number given in a year, so that none is given twice."""

    __tablename__ = "certificate_series"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
