"""How long each kind of record is kept, as it was changed, and from when on what is due goes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.privacy.retention.schedule import Kept


class RetentionTime(Base):
    """For how many days a kind of record is kept from now on. The newest row of a kind holds."""

    __tablename__ = "retention_times"

    id: Mapped[intpk]
    kind: Mapped[Kept] = mapped_column(index=True)
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    set_by: Mapped[User] = relationship()

    __table_args__ = (
        sa.CheckConstraint("days > 0", name="some_days"),
        sa.CheckConstraint("trim(reason) != ''", name="with_a_reason"),
    )


class RetentionStart(Base):
    """Somebody saw what would go of a kind and confirmed it: the job worker removes it from now on."""

    __tablename__ = "retention_starts"

    id: Mapped[intpk]
    kind: Mapped[Kept] = mapped_column(unique=True)
    due_then: Mapped[int]
    confirmed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    confirmed_at: Mapped[datetime] = mapped_column(default=clock.now)

    confirmed_by: Mapped[User] = relationship()
