"""That somebody is to be erased: who proposed it and why, who confirmed it, and what went."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from babel.support import LazyProxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.core.text import lazy_gettext as _


class ErasureStatus(StrEnum):
    """How far an erasure is."""

    PROPOSED = "proposed"
    DONE = "done"
    DROPPED = "dropped"


class Ground(StrEnum):
    """What an erasure rests on."""

    ASKED = "asked"
    OVER = "over"
    ORDERED = "ordered"

    @property
    def words(self) -> LazyProxy:
        """The ground as a sentence."""
        return _GROUND_WORDS[self]


_GROUND_WORDS = {
    Ground.ASKED: _("They asked for it."),
    Ground.OVER: _("The time for which it is kept is over."),
    Ground.ORDERED: _("A court or a supervisory authority ordered it."),
}

_S = ErasureStatus


class Erasure(HasStatus, Base):
    """One proposal to erase somebody who left, and what became of it.

    While `is_under_way` is set, within the one transaction that erases, the guards let words be
    taken out of rows that otherwise stay as they were. One that is done again on a backup brought
    back was proposed by nobody.
    """

    __tablename__ = "erasures"

    MOVES: ClassVar = {
        _S.PROPOSED: {_S.DONE, _S.DROPPED},
        _S.DONE: set(),
        _S.DROPPED: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    ground: Mapped[Ground]
    reason: Mapped[str] = mapped_column(sa.Text)
    status: Mapped[ErasureStatus] = mapped_column(default=ErasureStatus.PROPOSED)
    proposed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    proposal_proven_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    tombstone: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    is_under_way: Mapped[bool] = mapped_column(default=False)
    texts: Mapped[int] = mapped_column(default=0)
    files: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[int] = mapped_column(default=0)
    """How many texts, files and words sealed beside the ledger were emptied."""

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    proposed_by: Mapped[User | None] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    __table_args__ = (
        sa.CheckConstraint(
            "status <> 'done' OR proposed_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name="two_people",
        ),
        sa.CheckConstraint("person_id <> proposed_by_id", name="not_ones_own"),
        sa.Index(
            "ix_erasures_proposed",
            "person_id",
            unique=True,
            sqlite_where=sa.text("status = 'proposed'"),
            postgresql_where=sa.text("status = 'proposed'"),
        ),
    )
