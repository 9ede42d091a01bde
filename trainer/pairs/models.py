"""Two people of whom one coaches the other for a time, and their meetings."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk


class PairStatus(StrEnum):
    """Where two people have got to with each other."""

    ASKED = "asked"
    GOING = "going"
    DECLINED = "declined"
    ENDED = "ended"
    STOPPED = "stopped"


_P = PairStatus

LIVE = frozenset({_P.ASKED, _P.GOING})
"""Where the two may still meet."""


class CoachingPair(HasStatus, Base):
    """Somebody asked a colleague to coach them in something; the colleague says yes or no.

    It ends with what came of it, or is stopped before. `words` are the coach's when they declined,
    else of whoever brought it to its end.
    """

    __tablename__ = "coaching_pairs"

    MOVES: ClassVar = {
        _P.ASKED: {_P.GOING, _P.DECLINED, _P.STOPPED},
        _P.GOING: {_P.ENDED, _P.STOPPED},
        _P.DECLINED: set(),
        _P.ENDED: set(),
        _P.STOPPED: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    coach_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    aim: Mapped[str] = mapped_column(sa.Text)
    until: Mapped[date | None]
    status: Mapped[PairStatus] = mapped_column(default=_P.ASKED)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    coach: Mapped[User] = relationship(foreign_keys=[coach_id])
    meetings: Mapped[list["CoachingMeeting"]] = relationship(
        back_populates="pair", order_by="CoachingMeeting.met_on.desc(), CoachingMeeting.id.desc()"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("person_id != coach_id", name="of_two"),
        sa.CheckConstraint("aim != ''", name="says_what_for"),
        sa.CheckConstraint("status != 'going' OR answered_at IS NOT NULL", name="agreed_to"),
        sa.CheckConstraint("status NOT IN ('ended', 'stopped') OR words != ''", name="says_why"),
    )

    @property
    def is_live(self) -> bool:
        """Whether the two may still meet."""
        return self.status in LIVE


class CoachingMeeting(Base):
    """When two who coach each other met, for how long, and what they both keep of it."""

    __tablename__ = "coaching_meetings"

    id: Mapped[intpk]
    pair_id: Mapped[int] = mapped_column(sa.ForeignKey("coaching_pairs.id"), index=True)
    met_on: Mapped[date]
    minutes: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    pair: Mapped[CoachingPair] = relationship(back_populates="meetings")
    written_by: Mapped[User] = relationship(foreign_keys=[written_by_id])

    __table_args__ = (
        sa.CheckConstraint("minutes > 0 AND minutes <= 1440", name="lasted_within_a_day"),
    )
