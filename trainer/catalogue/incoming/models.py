"""A file on its way into the catalogue, and how far it has got."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk

if TYPE_CHECKING:
    from trainer.accounts.models import User


class IncomingStatus(StrEnum):
    """How far a file has got."""

    READING = "reading"
    READY = "ready"
    FAULTY = "faulty"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    FAILED = "failed"


class IncomingFile(HasStatus, Base):
    """A file somebody sent, with the report on what it would change.

    `seen` is the fingerprint of that report: what is published is what was looked at, or nothing.
    The bytes are kept apart, under `key`, and go as soon as they are not needed any more.
    """

    __tablename__ = "catalogue_files"

    MOVES: ClassVar = {
        IncomingStatus.READING: {
            IncomingStatus.READY,
            IncomingStatus.FAULTY,
            IncomingStatus.FAILED,
        },
        IncomingStatus.READY: {IncomingStatus.PUBLISHING},
        IncomingStatus.FAULTY: set(),
        IncomingStatus.PUBLISHING: {
            IncomingStatus.PUBLISHED,
            IncomingStatus.READY,
            IncomingStatus.FAULTY,
            IncomingStatus.FAILED,
        },
        IncomingStatus.PUBLISHED: set(),
        IncomingStatus.FAILED: set(),
    }

    id: Mapped[intpk]
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    key: Mapped[str] = mapped_column(sa.String(40), info=IN_STORE)
    size: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[IncomingStatus] = mapped_column(default=IncomingStatus.READING)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seen: Mapped[str] = mapped_column(sa.String(64), default="")
    override: Mapped[str] = mapped_column(sa.Text, default="")
    trouble: Mapped[str] = mapped_column(sa.Text, default="")

    uploaded_by: Mapped["User"] = relationship()

    @property
    def is_under_way(self) -> bool:
        """Whether the job worker has it, so that a page can only wait."""
        return self.status in {IncomingStatus.READING, IncomingStatus.PUBLISHING}
