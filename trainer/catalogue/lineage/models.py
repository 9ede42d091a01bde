"""The table of what became of each criterion; it belongs to the later version and never changes."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.catalogue.lineage.fates import Fate
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core.database import Base, intpk


class CriterionLine(Base):
    """One thread from a criterion of the version before to one of this version.

    `confirmed` says whether somebody looked at it; otherwise it stands as it was proposed.
    """

    __tablename__ = "criterion_lines"

    id: Mapped[intpk]
    unit_version_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_versions.id"), index=True)
    former_id: Mapped[int | None] = mapped_column(sa.ForeignKey("criteria.id"), index=True)
    criterion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("criteria.id"), index=True)
    fate: Mapped[Fate]
    confirmed: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]

    unit_version: Mapped[UnitVersion] = relationship()
    former: Mapped[Criterion | None] = relationship(foreign_keys=[former_id])
    criterion: Mapped[Criterion | None] = relationship(foreign_keys=[criterion_id])

    __table_args__ = (
        sa.UniqueConstraint("unit_version_id", "former_id", "criterion_id"),
        sa.CheckConstraint(
            "(fate = 'new') = (former_id IS NULL) AND (fate = 'dropped') = (criterion_id IS NULL)",
            name="ends_fit_fate",
        ),
    )
