"""Testimony asked for, the criteria it is asked about, and each opening of its link."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.logs.models import EvidenceKind, Item
from trainer.registrations.models import Registration


class WitnessStatus(StrEnum):
    """Where a testimony that was asked for has got to."""

    ASKED = "asked"
    GIVEN = "given"
    REVOKED = "revoked"
    DECLINED = "declined"


class Opened(StrEnum):
    """What somebody who opened the link met."""

    SHOWN = "shown"
    OVER = "over"
    NOT_THEIRS = "not_theirs"


_T = WitnessStatus


class WitnessRequest(HasStatus, Base):
    """A witness asked to say what they saw a learner do; the link is kept only as its hash.

    `salt` and the installation's secret make the link anew, so that it can be mailed and shown.
    """

    __tablename__ = "testimony_requests"

    MOVES: ClassVar = {
        _T.ASKED: {_T.GIVEN, _T.REVOKED, _T.DECLINED},
        _T.GIVEN: set(),
        _T.REVOKED: {_T.ASKED},
        _T.DECLINED: {_T.ASKED},
    }

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    kind: Mapped[EvidenceKind]
    witness: Mapped[str] = mapped_column(sa.String(200))
    email: Mapped[str] = mapped_column(sa.String(255), default="")
    title: Mapped[str] = mapped_column(sa.String(200))
    question: Mapped[str] = mapped_column(sa.Text)
    salt: Mapped[str] = mapped_column(sa.String(32))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    expires_at: Mapped[datetime]
    status: Mapped[WitnessStatus] = mapped_column(default=_T.ASKED)
    given_at: Mapped[datetime | None]
    declined_because: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    contact: Mapped[str] = mapped_column(sa.String(200), default="")
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_items.id"), unique=True)
    row_version: Mapped[int] = mapped_column()

    registration: Mapped[Registration] = relationship()
    asked_by: Mapped[User] = relationship()
    item: Mapped[Item | None] = relationship()
    criteria: Mapped[list["TestimonyCriterion"]] = relationship(order_by="TestimonyCriterion.id")
    openings: Mapped[list["LinkOpening"]] = relationship(
        back_populates="request", order_by="LinkOpening.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("(status = 'given') = (item_id IS NOT NULL)", name="given_is_kept"),
        sa.CheckConstraint("kind IN ('wt', 'ewt')", name="asked_of_a_witness"),
    )

    @property
    def is_expert(self) -> bool:
        """Whether the witness is asked as somebody who knows the work."""
        return self.kind is EvidenceKind.EXPERT_TESTIMONY

    @property
    def is_over(self) -> bool:
        """Whether the link's time has passed."""
        return self.expires_at <= clock.now()

    @property
    def is_doubtful(self) -> bool:
        """Whether the link was opened where the learner is or was signed in."""
        return any(one.learner_seen for one in self.openings)


class TestimonyCriterion(Base):
    """A criterion the witness is asked about."""

    __tablename__ = "testimony_criteria"

    id: Mapped[intpk]
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("testimony_requests.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"))

    criterion: Mapped[Criterion] = relationship()

    __table_args__ = (sa.UniqueConstraint("request_id", "criterion_id"),)


class LinkOpening(Base):
    """One opening of a witness's link: when, roughly from where, and what was met.

    `place` is a hash of the network the address is in, never the address; `learner_seen` says that
    the learner is or was signed in in the same browser.
    """

    __tablename__ = "testimony_link_openings"

    id: Mapped[intpk]
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("testimony_requests.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    place: Mapped[str] = mapped_column(sa.String(16))
    met: Mapped[Opened]
    learner_seen: Mapped[bool] = mapped_column(default=False)

    request: Mapped[WitnessRequest] = relationship(back_populates="openings")
