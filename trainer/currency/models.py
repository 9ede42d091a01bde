"""Rules of currency, each in force until the next, and what people were reminded of."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.registrations.models import UnitAssessment


class CurrencyRule(Base):
    """For how long a unit is current once achieved, from a day on; no months is for good.

    The organisation says so, in whatever version the unit was achieved; the unit stays as published.
    A change is a new row.
    """

    __tablename__ = "currency_rules"

    id: Mapped[intpk]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("units.id"), index=True)
    months: Mapped[int | None]
    renewal_days: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    starts_on: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    unit: Mapped[Unit] = relationship()
    set_by: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("months IS NULL OR months > 0", name="months_or_for_good"),
        sa.CheckConstraint("renewal_days >= 0", name="renewal_days_not_negative"),
    )


class CurrencyReminder(Base):
    """Somebody is told that a unit is to be renewed, or has lapsed: each distance once for each end."""

    __tablename__ = "currency_reminders"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    review_by: Mapped[date]
    distance: Mapped[int]
    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    told_at: Mapped[datetime] = mapped_column(default=clock.now)

    unit_assessment: Mapped[UnitAssessment] = relationship()
    recipient: Mapped[User] = relationship()

    __table_args__ = (
        sa.UniqueConstraint(
            *("unit_assessment_id", "review_by", "distance", "recipient_id"),
            name="uq_currency_reminders_once",
        ),
    )
