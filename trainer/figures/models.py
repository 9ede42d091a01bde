"""Measures, and what somebody's work came to in a month by each."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk

MOST_DECIMALS = 3
THOUSAND = 10**MOST_DECIMALS


class Direction(StrEnum):
    """Which way a figure is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Measure(Base):
    """Something that is counted or reckoned of people's work each month, such as calls answered.

    `unit` stands after each figure, and may be empty.
    """

    __tablename__ = "measures"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    unit: Mapped[str] = mapped_column(sa.String(40), default="")
    direction: Mapped[Direction] = mapped_column(default=Direction.HIGHER)
    decimals: Mapped[int] = mapped_column(default=0)
    row_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint(f"decimals BETWEEN 0 AND {MOST_DECIMALS}", name="few_decimals"),
    )


class FigureFile(Base):
    """A file of figures; its text goes when it is taken in, or nobody came back to it in a day."""

    __tablename__ = "figure_files"

    id: Mapped[intpk]
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_in_at: Mapped[datetime | None]

    sent_by: Mapped[User] = relationship()


class Figure(Base):
    """What somebody's work came to in a month; `month` is its first day.

    A later file puts another in its place: then `replaced_at` is set, and the row stays.
    """

    __tablename__ = "figures"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    measure_id: Mapped[int] = mapped_column(sa.ForeignKey("measures.id"))
    month: Mapped[date]
    thousandths: Mapped[int] = mapped_column(sa.BigInteger)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    replaced_at: Mapped[datetime | None]

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    measure: Mapped[Measure] = relationship()

    __table_args__ = (
        sa.Index("ix_figures_person_measure_month", "person_id", "measure_id", "month"),
        sa.Index(
            "uq_figures_one_in_force",
            "person_id",
            "measure_id",
            "month",
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        ),
    )

    @property
    def value(self) -> Decimal:
        """The figure as it is written."""
        return in_full(self.thousandths)


def in_full(thousandths: int) -> Decimal:
    """Turn what is stored into the figure it stands for."""
    return Decimal(thousandths) / THOUSAND
