"""Claims to awarding organisations, their certificates, and leave to claim without a visit first."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification, QualificationNumber
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.registrations.models import Registration

SOON, VERY_SOON = timedelta(days=60), timedelta(days=14)
"""So long before a review is due its two warnings are given."""


class ReviewOutcome(StrEnum):
    """What an awarding organisation found when it reviewed direct claim status."""

    CONTINUES = "continues"
    WITH_ACTIONS = "with_actions"


class DirectClaimStatus(Base):
    """An awarding organisation's leave to claim a qualification without its visit first.

    It holds from `starts_on` until the day of `removed_on`; `review_on` is when it is reviewed
    next, moved by each review.
    """

    __tablename__ = "direct_claim_statuses"

    id: Mapped[intpk]
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    organisation: Mapped[str] = mapped_column(sa.String(120))
    granted_by: Mapped[str] = mapped_column(sa.String(120))
    reference: Mapped[str] = mapped_column(sa.String(60))
    starts_on: Mapped[date]
    review_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_on: Mapped[date | None]
    removal: Mapped[str] = mapped_column(sa.Text, default="")
    removed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    row_version: Mapped[int] = mapped_column()

    qualification: Mapped[Qualification] = relationship()
    recorded_by: Mapped[User] = relationship(foreign_keys=[recorded_by_id])
    removed_by: Mapped[User | None] = relationship(foreign_keys=[removed_by_id])
    reviews: Mapped[list["DirectClaimReview"]] = relationship(
        back_populates="status", order_by="DirectClaimReview.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("review_on > starts_on", name="reviewed_after_it_starts"),
        sa.CheckConstraint("(removed_on IS NULL) = (removal = '')", name="removed_with_a_reason"),
        sa.Index(
            "uq_direct_claim_statuses_in_force",
            "qualification_id",
            "organisation",
            unique=True,
            sqlite_where=sa.text("removed_on IS NULL"),
            postgresql_where=sa.text("removed_on IS NULL"),
        ),
    )

    def is_in_force(self, day: date) -> bool:
        """Say whether claims may be made directly on that day."""
        return self.starts_on <= day and (self.removed_on is None or day < self.removed_on)

    def is_review_due(self, day: date) -> bool:
        """Say whether its next review is near on that day, or should have been."""
        return self.removed_on is None and self.review_on <= day + SOON

    @classmethod
    def holds_on(cls, day: date) -> sa.ColumnElement[bool]:
        """Match what is in force on that day."""
        return sa.and_(cls.starts_on <= day, sa.or_(cls.removed_on.is_(None), cls.removed_on > day))


class DirectClaimReview(Base):
    """One review of direct claim status by the awarding organisation, and when the next one is due."""

    __tablename__ = "direct_claim_reviews"

    id: Mapped[intpk]
    status_id: Mapped[int] = mapped_column(sa.ForeignKey("direct_claim_statuses.id"), index=True)
    reviewed_on: Mapped[date]
    reviewed_by: Mapped[str] = mapped_column(sa.String(120))
    outcome: Mapped[ReviewOutcome]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    next_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    status: Mapped[DirectClaimStatus] = relationship(back_populates="reviews")
    recorded_by: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("next_on > reviewed_on", name="next_one_comes_after"),
        sa.CheckConstraint("outcome = 'continues' OR note != ''", name="actions_are_named"),
    )


class ClaimStatus(StrEnum):
    """What became of one learner's claim."""

    MADE = "made"
    CERTIFICATED = "certificated"
    REJECTED = "rejected"
    TAKEN_BACK = "taken_back"


class ClaimBatch(Base):
    """What was claimed from one awarding organisation for one qualification in one go.

    Without direct claim status it goes after a visit or a remote sample by the external quality
    assurer, whose day and reference stand on it.
    """

    __tablename__ = "claim_batches"

    id: Mapped[intpk]
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    organisation: Mapped[str] = mapped_column(sa.String(120))
    reference: Mapped[str] = mapped_column(sa.String(60), default="")
    claimed_on: Mapped[date]
    is_direct: Mapped[bool]
    visit_on: Mapped[date | None]
    visit_reference: Mapped[str] = mapped_column(sa.String(60), default="")
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    qualification: Mapped[Qualification] = relationship()
    made_by: Mapped[User | None] = relationship()
    claims: Mapped[list["Claim"]] = relationship(back_populates="batch", order_by="Claim.id")

    __table_args__ = (
        sa.CheckConstraint(
            "(visit_on IS NULL) = (visit_reference = '')", name="visit_with_a_reference"
        ),
        sa.CheckConstraint("visit_on <= claimed_on", name="visited_before"),
    )


class Claim(HasStatus, Base):
    """One learner's award claimed within a batch, and what was answered.

    `last_day` is the awarding organisation's last day for claims as it was known then.
    """

    __tablename__ = "claims"

    MOVES: ClassVar = {
        ClaimStatus.MADE: {
            ClaimStatus.CERTIFICATED,
            ClaimStatus.REJECTED,
            ClaimStatus.TAKEN_BACK,
        },
        ClaimStatus.CERTIFICATED: set(),
        ClaimStatus.REJECTED: set(),
        ClaimStatus.TAKEN_BACK: set(),
    }

    id: Mapped[intpk]
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("claim_batches.id"), index=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    awarding_id: Mapped[int] = mapped_column(sa.ForeignKey("qualification_numbers.id"))
    claimed_on: Mapped[date]
    last_day: Mapped[date | None]
    status: Mapped[ClaimStatus] = mapped_column(default=ClaimStatus.MADE, index=True)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    answered_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    batch: Mapped[ClaimBatch] = relationship(back_populates="claims")
    registration: Mapped[Registration] = relationship()
    awarding: Mapped[QualificationNumber] = relationship()
    answered_by: Mapped[User | None] = relationship()
    received: Mapped["ReceivedCertificate | None"] = relationship(back_populates="claim")

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("claimed_on <= last_day", name="claimed_until_the_last_day"),
        sa.CheckConstraint(
            "(status IN ('rejected', 'taken_back')) = (reason != '')", name="ended_with_a_reason"
        ),
        sa.Index(
            "uq_claims_waiting",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("status = 'made'"),
            postgresql_where=sa.text("status = 'made'"),
        ),
    )


class ReceivedCertificate(Base):
    """An awarding organisation's own certificate, as it came; what we certify is a `Certificate`."""

    __tablename__ = "received_certificates"

    id: Mapped[intpk]
    claim_id: Mapped[int] = mapped_column(sa.ForeignKey("claims.id"), unique=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), unique=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    organisation: Mapped[str] = mapped_column(sa.String(120))
    number: Mapped[str] = mapped_column(sa.String(60))
    awarded_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    claim: Mapped[Claim] = relationship(back_populates="received")
    registration: Mapped[Registration] = relationship()
    learner: Mapped[User] = relationship()
    scan: Mapped["CertificateScan | None"] = relationship()

    __table_args__ = (sa.UniqueConstraint("organisation", "number"),)


class CertificateScan(Base):
    """A scan or photo of a certificate received, as it was sent."""

    __tablename__ = "certificate_scans"

    received_id: Mapped[int] = mapped_column(
        sa.ForeignKey("received_certificates.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(80), unique=True, info=IN_STORE)
