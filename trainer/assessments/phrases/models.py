"""Phrases that are put into feedback again and again."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk


class Phrase(Base):
    """Words for feedback; without an owner they are the organisation's, for every assessor."""

    __tablename__ = "phrases"

    id: Mapped[intpk]
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    owner: Mapped[User | None] = relationship()

    @property
    def is_shared(self) -> bool:
        """Whether it is the organisation's."""
        return self.owner_id is None
