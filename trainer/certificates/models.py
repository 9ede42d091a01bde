"""Certificates as issued, and the events of their life."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, grouped, intpk, new_code
from trainer.registrations.models import Registration, UnitAssessment


class CertificateKind(StrEnum):
    """What a certificate is about."""

    QUALIFICATION = "qualification"
    UNIT = "unit"


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


class CertificateStanding(StrEnum):
    """How a certificate stands on a day: its status, and what the calendar makes of it."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    ENDING = "ending"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Purpose(StrEnum):
    """Why a certificate took the place of another."""

    LOST = "lost"
    CORRECTED = "corrected"
    RENEWED = "renewed"


SOON, VERY_SOON = timedelta(days=60), timedelta(days=14)
"""How long before a certificate runs out its holder and administrators hear of it."""

_C = CertificateStatus


def standing_of(
    status: CertificateStatus, expires_on: date | None, day: date
) -> CertificateStanding:
    """Say how a certificate of this status stands on a day."""
    if status is _C.ISSUED and expires_on is not None:
        if expires_on <= day:
            return CertificateStanding.EXPIRED
        if expires_on <= day + SOON:
            return CertificateStanding.ENDING
    return CertificateStanding(status)


class Certificate(HasStatus, Base):
    """An in-house record of achievement: what it says is fixed when it is issued.

    `expires_on` is the first day on which it no longer holds; the same as in what it says.
    That of a unit names the `unit`; that of a qualification is about the whole registration.
    """

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
    kind: Mapped[CertificateKind] = mapped_column(
        default=CertificateKind.QUALIFICATION, server_default=CertificateKind.QUALIFICATION
    )
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_assessments.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[CertificateStatus] = mapped_column(default=_C.DRAFTED, index=True)
    payload: Mapped[dict[str, Any]]
    payload_hash: Mapped[str] = mapped_column(sa.String(64))
    issued_at: Mapped[datetime | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificates.id"), unique=True)
    purpose: Mapped[Purpose | None]
    rendering: Mapped[Rendering] = mapped_column(default=Rendering.WAITING)
    pdf_key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    pdf_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    signed_with: Mapped[str | None] = mapped_column(sa.String(20))
    row_version: Mapped[int] = mapped_column()

    registration: Mapped[Registration] = relationship()
    unit: Mapped[UnitAssessment | None] = relationship()
    learner: Mapped[User] = relationship()
    replaces: Mapped["Certificate | None"] = relationship(remote_side="Certificate.id")
    events: Mapped[list["CertificateEvent"]] = relationship(
        back_populates="certificate", order_by="CertificateEvent.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint(
            "(replaces_id IS NULL) = (purpose IS NULL)", name="replaces_for_a_purpose"
        ),
        sa.Index(
            "uq_certificates_in_force",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("status = 'issued' AND kind = 'qualification'"),
            postgresql_where=sa.text("status = 'issued' AND kind = 'qualification'"),
        ),
        sa.Index(
            "uq_certificates_of_unit_in_force",
            "unit_id",
            unique=True,
            sqlite_where=sa.text("status = 'issued'"),
            postgresql_where=sa.text("status = 'issued'"),
        ),
        sa.CheckConstraint("(kind = 'unit') = (unit_id IS NOT NULL)", name="kind_and_unit"),
    )

    @classmethod
    def in_force_for(cls, registration_id: Any, unit_id: int | None) -> sa.ColumnElement[bool]:
        """Match the one in force for a whole registration, or for one of its units."""
        return sa.and_(
            cls.registration_id == registration_id,
            cls.unit_id == unit_id if unit_id else cls.unit_id.is_(None),
            cls.status == CertificateStatus.ISSUED,
        )

    @property
    def standing(self) -> CertificateStanding:
        """How it stands today."""
        return standing_of(self.status, self.expires_on, clock.today())

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


class RevocationStatus(StrEnum):
    """What became of a proposal to take a certificate back."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


_V = RevocationStatus


class Revocation(HasStatus, Base):
    """A proposal to take a certificate back, with what speaks for it, decided by somebody else.

    `words` says why the certificate was left in force after all.
    """

    __tablename__ = "certificate_revocations"

    MOVES: ClassVar = {
        _V.PROPOSED: {_V.CONFIRMED, _V.DROPPED},
        _V.CONFIRMED: set(),
        _V.DROPPED: set(),
    }

    id: Mapped[intpk]
    certificate_id: Mapped[int] = mapped_column(sa.ForeignKey("certificates.id"), index=True)
    status: Mapped[RevocationStatus] = mapped_column(default=_V.PROPOSED)
    reason: Mapped[str] = mapped_column(sa.Text)
    evidence: Mapped[str] = mapped_column(sa.Text)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    proposal_proven_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")

    certificate: Mapped[Certificate] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    __table_args__ = (
        sa.CheckConstraint(
            "status != 'confirmed' OR decided_by_id != proposed_by_id", name="confirmed_by_another"
        ),
        sa.Index(
            "uq_certificate_revocations_open",
            "certificate_id",
            unique=True,
            sqlite_where=sa.text("status = 'proposed'"),
            postgresql_where=sa.text("status = 'proposed'"),
        ),
    )


class CertificateSeries(Base):
    """The last number given in a year, so that none is given twice."""

    __tablename__ = "certificate_series"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
