"""One thing somebody is to learn, agreed by both, and the thing that it became."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from babel.support import LazyProxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.core.text import lazy_gettext as _


class DevelopmentSource(StrEnum):
    """Why somebody is to learn it."""

    APPRAISAL = "appraisal"
    GAP = "gap"
    ASPIRATION = "aspiration"

    @property
    def words(self) -> LazyProxy:
        """Why, as a page says it."""
        return _SOURCE_WORDS[self]


_SOURCE_WORDS = {
    DevelopmentSource.APPRAISAL: _("Talked of in an appraisal"),
    DevelopmentSource.GAP: _("The work asks for it today"),
    DevelopmentSource.ASPIRATION: _("Towards another role"),
}


class DevelopmentStatus(StrEnum):
    """What the two have said about an action."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ENDED = "ended"
    DROPPED = "dropped"


class DevelopmentOutcome(StrEnum):
    """Whether it helped, by the measure both had agreed."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"


_D = DevelopmentStatus

OPEN = frozenset({_D.PROPOSED, _D.AGREED})
"""Where there is still something to do, or to say."""

LINKS = ("booking_id", "need_id", "registration_id", "plan_id", "item_id", "pair_id")
"""The columns that name the thing an action became; one of them at most is filled."""


class DevelopmentAction(HasStatus, Base):
    """What somebody needs to learn, what is done for it, with whose support, by when, how one will know.

    Both sides agree: `person_agreed_at` and `manager_agreed_at` fall away when its words change, and
    `number` counts those changes. It may become a thing of its own, whose state it follows. Without one
    `done_on` is when its person said that it is done. `origin` names where it was agreed, such as
    `appraisal:12`.
    """

    __tablename__ = "development_actions"

    MOVES: ClassVar = {
        _D.PROPOSED: {_D.AGREED, _D.ENDED, _D.DROPPED},
        _D.AGREED: {_D.PROPOSED, _D.ENDED, _D.DROPPED},
        _D.ENDED: set(),
        _D.DROPPED: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    need: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[DevelopmentSource]
    origin: Mapped[str | None] = mapped_column(sa.String(60), index=True)
    action: Mapped[str] = mapped_column(sa.Text)
    support: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date]
    measure: Mapped[str] = mapped_column(sa.Text, default="")
    number: Mapped[int] = mapped_column(default=1)
    status: Mapped[DevelopmentStatus] = mapped_column(default=_D.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_agreed_at: Mapped[datetime | None]
    manager_agreed_at: Mapped[datetime | None]
    agreed_manager_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

    booking_id: Mapped[int | None] = mapped_column(sa.ForeignKey("course_bookings.id"))
    need_id: Mapped[int | None] = mapped_column(sa.ForeignKey("needs.id"))
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registrations.id"))
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assessment_plans.id"))
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_items.id"))
    pair_id: Mapped[int | None] = mapped_column(sa.ForeignKey("coaching_pairs.id"))
    done_on: Mapped[date | None]

    outcome: Mapped[DevelopmentOutcome | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    agreed_manager: Mapped[User | None] = relationship(foreign_keys=[agreed_manager_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("need != '' AND action != ''", name="says_what"),
        sa.CheckConstraint(
            " + ".join(f"CASE WHEN {one} IS NULL THEN 0 ELSE 1 END" for one in (*LINKS, "done_on"))
            + " <= 1",
            name="one_thing",
        ),
        sa.CheckConstraint(
            "status != 'agreed'"
            " OR (person_agreed_at IS NOT NULL AND manager_agreed_at IS NOT NULL)",
            name="agreed_by_both",
        ),
        sa.CheckConstraint("agreed_manager_id != person_id", name="agreed_by_another"),
        sa.CheckConstraint(
            "(status IN ('ended', 'dropped')) = (ended_at IS NOT NULL)", name="ended_once"
        ),
        sa.CheckConstraint("(status = 'ended') = (outcome IS NOT NULL)", name="ended_with_outcome"),
        sa.CheckConstraint("status != 'dropped' OR words != ''", name="dropped_with_a_reason"),
    )

    @property
    def link(self) -> tuple[str, int] | None:
        """Which thing it became, by the column that names it and the thing's id."""
        for name in LINKS:
            if (found := getattr(self, name)) is not None:
                return name, found
        return None
