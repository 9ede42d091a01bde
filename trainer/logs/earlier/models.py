"""What a draft said at an earlier time."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core import clock
from trainer.core.database import Base, intpk


class EarlierWords(Base):
    """The words of a revision as they had been saved at one time, before later ones took their place."""

    __tablename__ = "earlier_words"

    id: Mapped[intpk]
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    words: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)
