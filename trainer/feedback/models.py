"""Rounds of feedback, who is asked, and what was answered: kept apart from who answered it.

In an anonymous round a row of an answer names nobody and has no time, its id is random, and what
one person wrote lies in rows that nothing joins. When the round closes they are written anew, all
in one transaction, so that not even where the database keeps them tells their order.
"""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.behaviours.models import BehaviourVersion
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, HasStatus, intpk
from trainer.documents.making import PaperStatus
from trainer.feedback.rules.release import Side, Terms

FEWEST_ANSWERS = 4
"""Answers a group needs before anything of it is shown, unless the round says more."""

_RANDOM = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""On SQLite such a key is the row's own number, so that no other number tells the order."""


class RoundKind(StrEnum):
    """Who is asked in a round."""

    AROUND = "around"
    UPWARD = "upward"
    CUSTOMERS = "customers"


class RoundStatus(StrEnum):
    """Where a round has got to."""

    DRAFTED = "drafted"
    NOMINATED = "nominated"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    CANCELLED = "cancelled"


class RaterStatus(StrEnum):
    """Where somebody who is to be asked has got to."""

    NAMED = "named"
    STRUCK = "struck"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"


_R, _P = RoundStatus, RaterStatus


class FeedbackRound(HasStatus, Base):
    """Feedback about one person from some others; whether with names is fixed when it is arranged.

    `closes_on` is the last day on which anybody answers; `shuffle` is the secret that fixes the
    order words are shown in.
    """

    __tablename__ = "feedback_rounds"

    MOVES: ClassVar = {
        _R.DRAFTED: {_R.NOMINATED, _R.CANCELLED},
        _R.NOMINATED: {_R.APPROVED, _R.CANCELLED},
        _R.APPROVED: {_R.OPEN, _R.CANCELLED},
        _R.OPEN: {_R.CLOSED, _R.CANCELLED},
        _R.CLOSED: {_R.RELEASED},
        _R.RELEASED: set(),
        _R.CANCELLED: set(),
    }

    id: Mapped[intpk]
    subject_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    arranged_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    arranged_at: Mapped[datetime] = mapped_column(default=clock.now)
    kind: Mapped[RoundKind]
    anonymous: Mapped[bool]
    minimum: Mapped[int] = mapped_column(default=FEWEST_ANSWERS)
    closes_on: Mapped[date]
    status: Mapped[RoundStatus] = mapped_column(default=_R.DRAFTED)
    cancelled_because: Mapped[str] = mapped_column(sa.Text, default="")
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    released_at: Mapped[datetime | None]
    shuffle: Mapped[str] = mapped_column(sa.String(32), default=lambda: secrets.token_hex(16))
    row_version: Mapped[int] = mapped_column()

    subject: Mapped[User] = relationship(foreign_keys=[subject_id])
    arranged_by: Mapped[User] = relationship(foreign_keys=[arranged_by_id])
    questions: Mapped[list["FeedbackQuestion"]] = relationship(order_by="FeedbackQuestion.position")
    raters: Mapped[list["FeedbackRater"]] = relationship(
        back_populates="round", order_by="FeedbackRater.id"
    )
    readings: Mapped[list["FeedbackReading"]] = relationship(order_by="FeedbackReading.id.desc()")

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("minimum >= 3", name="enough_to_hide_among"),
        sa.Index("ix_feedback_rounds_due", "status", "closes_on"),
    )

    @property
    def terms(self) -> Terms:
        """What was promised to those who answer."""
        return Terms(self.anonymous, self.minimum, self.shuffle)

    @property
    def to_be_asked(self) -> list["FeedbackRater"]:
        """Those on the list who were not struck from it."""
        return [one for one in self.raters if one.status is not _P.STRUCK]


class FeedbackQuestion(Base):
    """A question of a round: a behaviour as it was written then, or one answered in words."""

    __tablename__ = "feedback_questions"

    id: Mapped[intpk]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_rounds.id"), index=True)
    position: Mapped[int]
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("behaviour_versions.id"))
    words: Mapped[str] = mapped_column(sa.Text, default="")

    version: Mapped[BehaviourVersion | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("round_id", "position"),
        sa.CheckConstraint("(version_id IS NULL) = (words <> '')", name="one_or_the_other"),
    )

    @property
    def name(self) -> str:
        """What is asked, in a few words."""
        return self.version.name if self.version else self.words


class FeedbackRater(HasStatus, Base):
    """Somebody who is to say how they see the person, and whether they have: never when, or what.

    Somebody from outside has no account; of their link only the hash is kept, and `salt` and the
    installation's secret make it anew.
    """

    __tablename__ = "feedback_raters"

    MOVES: ClassVar = {
        _P.NAMED: {_P.STRUCK, _P.ASKED},
        _P.STRUCK: set(),
        _P.ASKED: {_P.ANSWERED, _P.DECLINED},
        _P.ANSWERED: set(),
        _P.DECLINED: set(),
    }

    id: Mapped[intpk]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_rounds.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    outsider: Mapped[str] = mapped_column(sa.String(200), default="")
    email: Mapped[str] = mapped_column(sa.String(255), default="")
    side: Mapped[Side]
    named_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    because: Mapped[str] = mapped_column(sa.Text, default="")
    status: Mapped[RaterStatus] = mapped_column(default=_P.NAMED)
    reminded: Mapped[bool] = mapped_column(default=False)
    salt: Mapped[str] = mapped_column(sa.String(32), default="")
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)

    round: Mapped[FeedbackRound] = relationship(back_populates="raters")
    person: Mapped[User | None] = relationship(foreign_keys=[person_id])
    named_by: Mapped[User] = relationship(foreign_keys=[named_by_id])

    __table_args__ = (
        sa.UniqueConstraint("round_id", "person_id"),
        sa.CheckConstraint("(person_id IS NULL) = (side = 'outside')", name="outsiders_by_link"),
        sa.CheckConstraint("(person_id IS NULL) = (outsider <> '')", name="has_one_name"),
    )

    @property
    def name(self) -> str:
        """Who it is."""
        return self.person.name if self.person else self.outsider

    @property
    def known_by(self) -> str:
        """By what they are known again in another round."""
        return str(self.person_id) if self.person_id else self.email.casefold()

    @property
    def is_secret(self) -> bool:
        """Whether nobody is to learn what they said."""
        return self.round.anonymous and self.side is not Side.MANAGER


class FeedbackAnswer(Base):
    """A level or words given to one question; the rater only where it is no secret."""

    __tablename__ = "feedback_answers"

    id: Mapped[int] = mapped_column(
        _RANDOM, primary_key=True, autoincrement=False, default=lambda: secrets.randbits(62)
    )
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_questions.id"), index=True)
    side: Mapped[Side]
    level: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    rater_id: Mapped[int | None] = mapped_column(sa.ForeignKey("feedback_raters.id"))

    __table_args__ = (
        sa.CheckConstraint("(level IS NULL) = (words <> '')", name="level_or_words"),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="one_of_four"),
    )


class FeedbackDraft(Base):
    """What somebody has written and not sent: theirs alone, and gone when it is sent."""

    __tablename__ = "feedback_drafts"

    rater_id: Mapped[int] = mapped_column(
        sa.ForeignKey("feedback_raters.id"), primary_key=True, autoincrement=False
    )
    answers: Mapped[dict[str, Any]]


class FeedbackOpening(Base):
    """One opening of an outsider's link: the day, and a hash of the network it came from."""

    __tablename__ = "feedback_openings"

    id: Mapped[intpk]
    rater_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_raters.id"), index=True)
    opened_on: Mapped[date] = mapped_column(default=clock.today)
    place: Mapped[str] = mapped_column(sa.String(16))


class FeedbackReading(Base):
    """Somebody from HR read a result; the person it is about sees this."""

    __tablename__ = "feedback_readings"

    id: Mapped[intpk]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_rounds.id"), index=True)
    reader_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    reader: Mapped[User] = relationship()


class FeedbackPaper(HasStatus, Base):
    """What one person may read of a round as a PDF: theirs who asked for it, kept for some days."""

    __tablename__ = "feedback_papers"

    MOVES: ClassVar = {
        PaperStatus.WAITING: {PaperStatus.READY, PaperStatus.FAILED},
        PaperStatus.READY: set(),
        PaperStatus.FAILED: set(),
    }

    id: Mapped[intpk]
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("feedback_rounds.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    status: Mapped[PaperStatus] = mapped_column(default=PaperStatus.WAITING)
    key: Mapped[str | None] = mapped_column(sa.String(80), info=IN_STORE)

    round: Mapped[FeedbackRound] = relationship()
    asked_by: Mapped[User] = relationship()
