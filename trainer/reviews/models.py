"""A review of an award: what it is about, who sees to it until when, and what came of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.certificates.models import Certificate
from trainer.claims.models import Claim
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.registrations.models import UnitAssessment


class ReviewStatus(StrEnum):
    """Where a review has got to."""

    OPEN = "open"
    SETTLED = "settled"


class AwardOutcome(StrEnum):
    """What became of a certificate or a claim whose unit was opened again."""

    STANDS = "stands"
    REVOKED = "revoked"
    REPLACED = "replaced"
    TOLD = "told"
    TAKEN_BACK = "taken_back"
    REJECTED = "rejected"


_R = ReviewStatus


class Review(HasStatus, Base):
    """A certificate in force, or a claim, that rests on the release of a unit that was taken back.

    `cycle` is the one of the unit that had been released. The claim is meant whether it waits or its
    certificate is here.
    """

    __tablename__ = "award_reviews"

    MOVES: ClassVar = {_R.OPEN: {_R.SETTLED}, _R.SETTLED: set()}

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    cycle: Mapped[int]
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    certificate_id: Mapped[int | None] = mapped_column(sa.ForeignKey("certificates.id"), index=True)
    claim_id: Mapped[int | None] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    due_on: Mapped[date]
    status: Mapped[ReviewStatus] = mapped_column(default=_R.OPEN, index=True)
    outcome: Mapped[AwardOutcome | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    unit_assessment: Mapped[UnitAssessment] = relationship()
    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    certificate: Mapped[Certificate | None] = relationship()
    claim: Mapped[Claim | None] = relationship()
    opened_by: Mapped[User | None] = relationship(foreign_keys=[opened_by_id])
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("unit_assessment_id", "cycle", "certificate_id"),
        sa.UniqueConstraint("unit_assessment_id", "cycle", "claim_id"),
        sa.CheckConstraint(
            "(certificate_id IS NULL) != (claim_id IS NULL)", name="about_one_award"
        ),
        sa.CheckConstraint(
            "(status = 'settled') = (outcome IS NOT NULL AND settled_at IS NOT NULL"
            " AND settled_by_id IS NOT NULL AND reason != '')",
            name="settled_with_a_reason",
        ),
        sa.CheckConstraint(
            "settled_by_id != learner_id AND owner_id != learner_id", name="seen_to_by_another"
        ),
    )

    @property
    def is_open(self) -> bool:
        """Whether it is still to be said what becomes of the award."""
        return self.status is _R.OPEN
