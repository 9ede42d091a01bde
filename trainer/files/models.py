"""What is written down of a file: who opened its original, when its bytes went, what holds them."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.logs.models import StoredFile

LONGEST_HOLD = timedelta(days=365)
"""So far ahead, at most, lies the day on which somebody looks at a hold again."""

USUAL_HOLD = timedelta(days=182)
"""So far ahead it lies where nobody says otherwise: half a year."""


def usual_review() -> date:
    """Say on which day a hold placed today is looked at again, unless somebody says otherwise."""
    return clock.today() + USUAL_HOLD


class OriginalOpening(Base):
    """A quality assurer's reason to open the original of a photo that was covered."""

    __tablename__ = "original_openings"

    id: Mapped[intpk]
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"), index=True)
    reader_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)

    file: Mapped[StoredFile] = relationship()
    reader: Mapped[User] = relationship(foreign_keys=[reader_id])

    __table_args__ = (
        sa.CheckConstraint("reader_id != owner_id", name="of_another"),
        sa.CheckConstraint("trim(reason) != ''", name="with_a_reason"),
    )


class Part(StrEnum):
    """Which bytes of a file: those sent, set aside since; or all, with the pictures made of them."""

    ORIGINAL = "original"
    ALL = "all"


class Rule(StrEnum):
    """By which rule bytes are removed."""

    KIND = "kind"
    FLAGGED = "flagged"
    ORIGINAL = "original"
    INFECTED = "infected"
    ERASED = "erased"


class FileRemoval(Base):
    """Bytes of a file were removed: by which rule, when they were due, and what they were."""

    __tablename__ = "file_removals"

    id: Mapped[intpk]
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))
    part: Mapped[Part]
    rule: Mapped[Rule]
    due_on: Mapped[date]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    keys: Mapped[list[str]]
    removed_at: Mapped[datetime] = mapped_column(default=clock.now)

    file: Mapped[StoredFile] = relationship()

    __table_args__ = (sa.UniqueConstraint("file_id", "part"),)


class Hold(Base):
    """Nothing of somebody's is removed while this stands: a claim, a case, an order of a court.

    It stands until it is lifted. On `review_on` somebody looks whether it is still needed.
    """

    __tablename__ = "legal_holds"

    id: Mapped[intpk]
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    placed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    placed_at: Mapped[datetime] = mapped_column(default=clock.now)
    review_on: Mapped[date] = mapped_column(default=usual_review)
    lifted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    lifted_at: Mapped[datetime | None]

    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    placed_by: Mapped[User] = relationship(foreign_keys=[placed_by_id])

    @property
    def is_due(self) -> bool:
        """Whether the day has come to look at it again."""
        return self.review_on <= clock.today()

    @property
    def days_over(self) -> int:
        """How many days ago it was to be looked at again."""
        return (clock.today() - self.review_on).days


class HoldReview(Base):
    """Somebody looked at a hold again and kept it: why, and until which day."""

    __tablename__ = "hold_reviews"

    id: Mapped[intpk]
    hold_id: Mapped[int] = mapped_column(sa.ForeignKey("legal_holds.id"), index=True)
    kept_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(sa.Text)
    review_on: Mapped[date]

    hold: Mapped[Hold] = relationship()
    kept_by: Mapped[User] = relationship()

    __table_args__ = (sa.CheckConstraint("trim(reason) != ''", name="with_a_reason"),)
