"""Packs that were ordered, and how far each is."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.logs.models import Item


class PackStatus(StrEnum):
    """How far a pack is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


_S = PackStatus


class Pack(HasStatus, Base):
    """A learner's portfolio as one file, made by the job worker and kept for some days."""

    __tablename__ = "packs"

    MOVES: ClassVar = {
        _S.WAITING: {_S.READY, _S.FAILED},
        _S.READY: set(),
        _S.FAILED: set(),
    }

    id: Mapped[intpk]
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[PackStatus] = mapped_column(default=_S.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)
    size: Mapped[int | None] = mapped_column(sa.BigInteger)

    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])


class TrustedKey(Base):
    """The key of another installation whose packs are taken here, until `ended_at`."""

    __tablename__ = "trusted_keys"

    id: Mapped[intpk]
    fingerprint: Mapped[str] = mapped_column(sa.String(64), index=True)
    organisation: Mapped[str] = mapped_column(sa.String(200))
    added_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    added_by: Mapped[User] = relationship()


class PackArrival(Base):
    """A pack that was sent here and checked, until somebody has looked at what it would bring."""

    __tablename__ = "pack_arrivals"

    id: Mapped[intpk]
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(sa.String(200))
    key: Mapped[str] = mapped_column(sa.String(80), info=IN_STORE)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    uploaded_by: Mapped[User] = relationship(foreign_keys=[uploaded_by_id])
    learner: Mapped[User] = relationship(foreign_keys=[learner_id])


class BroughtInPack(Base):
    """A pack from elsewhere whose evidence is here now; each comes in once."""

    __tablename__ = "brought_in_packs"

    id: Mapped[intpk]
    identifier: Mapped[str] = mapped_column(sa.String(36), unique=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    brought_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    organisation: Mapped[str] = mapped_column(sa.String(500))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime]
    brought_at: Mapped[datetime] = mapped_column(default=clock.now)

    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    brought_by: Mapped[User] = relationship(foreign_keys=[brought_by_id])

    __table_args__ = (
        sa.CheckConstraint("brought_by_id != learner_id", name="brought_in_by_another"),
    )


class BroughtInEvidence(Base):
    """Where an item came from, and what was decided on it there: facts, no judgements of ours."""

    __tablename__ = "brought_in_evidence"

    id: Mapped[intpk]
    pack_id: Mapped[int] = mapped_column(sa.ForeignKey("brought_in_packs.id"), index=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_items.id"), unique=True)
    number: Mapped[str] = mapped_column(sa.String(10))
    facts: Mapped[dict[str, Any]]

    pack: Mapped[BroughtInPack] = relationship()
    item: Mapped[Item] = relationship()
