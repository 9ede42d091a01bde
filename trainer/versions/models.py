"""Drafts: the next version of a unit or qualification while it is being written."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.core.database import Base, intpk


class DraftKind(StrEnum):
    """What a draft is the next version of."""

    UNIT = "unit"
    QUALIFICATION = "qualification"


class DraftStatus(StrEnum):
    """Where a draft has got to."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Draft(Base):
    """The next version of one thing, as a document; there is one open draft of each at most.

    `lineage` holds what somebody said became of each criterion, and `lineage_mark` of which
    criteria they said it.
    """

    __tablename__ = "catalogue_drafts"

    id: Mapped[intpk]
    kind: Mapped[DraftKind]
    code: Mapped[str] = mapped_column(sa.String(60))
    unit_base_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_versions.id"))
    base_id: Mapped[int | None] = mapped_column(sa.ForeignKey("qualification_versions.id"))
    content: Mapped[dict[str, Any]]
    lineage: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lineage_mark: Mapped[str] = mapped_column(sa.String(64), default="")
    status: Mapped[DraftStatus] = mapped_column(default=DraftStatus.OPEN, index=True)
    changed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    row_version: Mapped[int] = mapped_column()

    unit_base: Mapped[UnitVersion | None] = relationship()
    base: Mapped[QualificationVersion | None] = relationship()
    changed_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("(unit_base_id IS NULL) != (base_id IS NULL)", name="one_base"),
        sa.Index(
            "uq_catalogue_drafts_open",
            "kind",
            "code",
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        ),
    )

    @property
    def title(self) -> str:
        """What it is called, as it stands in the draft."""
        return str(self.content["title"])

    @property
    def former_number(self) -> int:
        """The number of the version it follows."""
        base = self.unit_base or self.base
        return base.number if base else 0
