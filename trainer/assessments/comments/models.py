"""Comments on places of the evidence, of one round of judging."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.logs.models import StoredFile

WHOLE = 1000
"""A region is given in thousandths of the width and height of its picture."""


class EvidenceComment(Base):
    """A comment at one place: its assessor's alone until they sign, then as it was for good.

    Without a file it is about the words of the entry. `second` is of a recording, `page` of a
    document, `quote` a passage as it stands there.
    """

    __tablename__ = "evidence_comments"

    id: Mapped[intpk]
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submissions.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(sa.Text)
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    page: Mapped[int | None]
    second: Mapped[int | None]
    quote: Mapped[str] = mapped_column(sa.Text, default="")
    from_left: Mapped[int | None]
    from_top: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()
    author: Mapped[User] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("submission_id", "number"),
        sa.CheckConstraint(
            "(width IS NULL) = (height IS NULL) AND (from_left IS NULL) = (width IS NULL)"
            " AND (from_top IS NULL) = (width IS NULL)",
            name="whole_region",
        ),
    )

    @property
    def has_region(self) -> bool:
        """Whether it is about a part of a picture."""
        return self.width is not None

    @property
    def time(self) -> str:
        """The second of a recording as people write it: `1:05`."""
        return "" if self.second is None else f"{self.second // 60}:{self.second % 60:02d}"

    @property
    def passage(self) -> tuple[int, str]:
        """Its number, and the words it is on."""
        return self.number, self.quote
