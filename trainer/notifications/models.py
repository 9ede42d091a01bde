"""Notices shown under the bell, and the outbox of work to be delivered outside a request."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core import clock
from trainer.core.database import Base, intpk

if TYPE_CHECKING:
    from trainer.accounts.models import User


class Task(StrEnum):
    """What the job worker is asked to do."""

    MAIL = "mail"
    DIGEST = "digest"
    MAIL_RESET_LINK = "mail_reset_link"
    ASK_WITNESS = "ask_witness"
    ASK_RATER = "ask_rater"
    INVITE_EQA = "invite_eqa"
    RENDER_CERTIFICATE = "render_certificate"
    PREVIEW_LETTERHEAD = "preview_letterhead"
    MAIL_CERTIFICATE = "mail_certificate"
    PRINT_TRANSCRIPT = "print_transcript"
    ISSUE_BATCH = "issue_batch"
    MAKE_BATCH_FILE = "make_batch_file"
    PRINT_PAPER = "print_paper"
    PRINT_EXERCISE = "print_exercise"
    MAKE_PACK = "make_pack"
    MAKE_VISIT_PACK = "make_visit_pack"
    PREPARE_FILE = "prepare_file"
    PREPARE_PAGES = "prepare_pages"
    READ_CATALOGUE_FILE = "read_catalogue_file"
    PUBLISH_CATALOGUE_FILE = "publish_catalogue_file"
    REGISTER_COHORT = "register_cohort"
    TELL_OF_UPDATE = "tell_of_update"
    INVITE = "invite"
    SCHEDULE_APPRAISALS = "schedule_appraisals"
    PRINT_APPRAISAL = "print_appraisal"
    PRINT_PROMOTION = "print_promotion"
    PRINT_FEEDBACK = "print_feedback"
    CLEAR_ERASED = "clear_erased"
    MAKE_DATA_EXPORT = "make_data_export"


class OutboxStatus(StrEnum):
    """How far a piece of work is."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Notice(Base):
    """One thing a person is told, with the page where they can see it."""

    __tablename__ = "notices"

    id: Mapped[intpk]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    path: Mapped[str] = mapped_column(sa.String(300))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]

    user: Mapped["User"] = relationship()

    __table_args__ = (sa.Index("ix_notices_unread", "user_id", "read_at"),)


class OutboxItem(Base):
    """Work written down in the transaction that made it necessary; a job delivers it."""

    __tablename__ = "outbox_items"

    id: Mapped[intpk]
    task: Mapped[Task]
    payload: Mapped[dict[str, Any]]
    status: Mapped[OutboxStatus] = mapped_column(default=OutboxStatus.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    done_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(sa.Text, default="")
    claimed_by: Mapped[str | None] = mapped_column(sa.String(32))
    """The worker that has taken this up, by its name in `presence`."""

    @property
    def is_due(self) -> bool:
        """Whether a worker may take this up now."""
        return self.status is OutboxStatus.WAITING and self.due_at <= clock.now()


class SentMail(Base):
    """A message as it was sent; the demonstration shows these, others keep none."""

    __tablename__ = "sent_mails"

    id: Mapped[intpk]
    to: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(300))
    body: Mapped[str] = mapped_column(sa.Text)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
