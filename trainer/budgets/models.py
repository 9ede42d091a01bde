"""What a site may spend on courses in a year."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.people.models import Site


class BudgetState(StrEnum):
    """How a site stands with its budget."""

    WITHIN = "within"
    OVER = "over"
    NOT_SET = "not_set"


class Budget(Base):
    """What a site may spend on places in courses in a calendar year, in pence."""

    __tablename__ = "budgets"

    id: Mapped[intpk]
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"))
    year: Mapped[int]
    planned: Mapped[int] = mapped_column(sa.BigInteger)
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    site: Mapped[Site] = relationship()
    set_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("site_id", "year"),
        sa.CheckConstraint("planned >= 0", name="nothing_or_more"),
    )
