"""Files of past training that somebody sent and has yet to confirm."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk


class PastFile(Base):
    """A file somebody sent; its text goes when it is taken in, or nobody came back to it in a day."""

    __tablename__ = "past_training_files"

    id: Mapped[intpk]
    sent_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_in_at: Mapped[datetime | None]
    added: Mapped[int] = mapped_column(default=0)

    sent_by: Mapped[User] = relationship()
