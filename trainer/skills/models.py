"""How many at a place must hold a skill, and who was reminded of one by a colleague."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.people.models import Site, Team
from trainer.training.models import Skill


class CoverageTarget(Base):
    """At a site, or in one of its teams, so many people are to hold a skill.

    `says` is for when, in words, such as "a shift". From `ended_on` on it is a target no more.
    """

    __tablename__ = "coverage_targets"

    id: Mapped[intpk]
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"))
    number: Mapped[int]
    says: Mapped[str] = mapped_column(sa.String(80), default="")
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_on: Mapped[date | None]
    row_version: Mapped[int] = mapped_column()

    skill: Mapped[Skill] = relationship()
    site: Mapped[Site] = relationship()
    team: Mapped[Team | None] = relationship()
    set_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.CheckConstraint("number > 0", name="asks_for_somebody"),)

    @property
    def place(self) -> str:
        """Where it is asked for, as people say it."""
        return f"{self.team.name}, {self.site.name}" if self.team else self.site.name


class HandReminder(Base):
    """A colleague reminded somebody of a skill: once a day at most, and only ever added."""

    __tablename__ = "hand_reminders"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"))
    day: Mapped[date]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    skill: Mapped[Skill] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])

    __table_args__ = (
        sa.UniqueConstraint("person_id", "skill_id", "day", name="uq_hand_reminders_once_a_day"),
        sa.CheckConstraint("by_id != person_id", name="by_somebody_else"),
    )
