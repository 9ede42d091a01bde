"""The ledger's links, the words sealed beside them, its head, and the trail."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core import clock
from trainer.core.database import Base, intpk


class LedgerEntry(Base):
    """One decision on which a record rests: chained to the one before, never changed or purged."""

    __tablename__ = "ledger_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(60), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(index=True)
    subject_type: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)

    __table_args__ = (sa.Index("ix_ledger_entries_subject", "subject_type", "subject_id"),)


class LedgerHead(Base):
    """Where the chain ends: one row, locked as the last step before a commit."""

    __tablename__ = "ledger_head"

    id: Mapped[intpk]
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


class SealedText(Base):
    """A text or name the ledger vouches for by its salted hash; erasure empties it, no more."""

    __tablename__ = "sealed_texts"

    id: Mapped[intpk]
    seq: Mapped[int] = mapped_column(sa.ForeignKey("ledger_entries.seq"), index=True)
    field: Mapped[str] = mapped_column(sa.String(60))
    salt: Mapped[str] = mapped_column(sa.String(32))
    text: Mapped[str | None] = mapped_column(sa.Text)
    erased_at: Mapped[datetime | None]


class TrailEntry(Base):
    """Anything else worth knowing later: appended, and purged when its time is over."""

    __tablename__ = "trail_entries"

    id: Mapped[intpk]
    kind: Mapped[str] = mapped_column(sa.String(60), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    subject_type: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[int | None]
    body: Mapped[dict[str, Any]]

    __table_args__ = (sa.Index("ix_trail_entries_subject", "subject_type", "subject_id"),)
