"""Behaviours in versions, with four written levels each, and the sets that are asked of jobs."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, intpk

LEVELS = (1, 2, 3, 4)
"""The levels a behaviour is rated at, from the lowest."""


class Behaviour(Base):
    """Something people do at work that others can see; `latest` is the number of its version now.

    One that is retired is rated no more, and stays readable where it was.
    """

    __tablename__ = "behaviours"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    latest: Mapped[int] = mapped_column(default=1)
    retired_on: Mapped[date | None]
    row_version: Mapped[int] = mapped_column()

    versions: Mapped[list["BehaviourVersion"]] = relationship(
        back_populates="behaviour", order_by="BehaviourVersion.number"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way

    @property
    def current(self) -> "BehaviourVersion":
        """What it says now."""
        return next(one for one in self.versions if one.number == self.latest)


class BehaviourVersion(Base):
    """What a behaviour and its four levels say, from one version to the next; only ever added.

    Whoever wrote it is unknown for what Trainer comes with.
    """

    __tablename__ = "behaviour_versions"

    id: Mapped[intpk]
    behaviour_id: Mapped[int] = mapped_column(sa.ForeignKey("behaviours.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(120))
    meaning: Mapped[str] = mapped_column(sa.Text)
    level_1: Mapped[str] = mapped_column(sa.Text)
    level_2: Mapped[str] = mapped_column(sa.Text)
    level_3: Mapped[str] = mapped_column(sa.Text)
    level_4: Mapped[str] = mapped_column(sa.Text)
    changed: Mapped[str] = mapped_column(sa.Text, default="")
    written_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    behaviour: Mapped[Behaviour] = relationship(back_populates="versions")
    written_by: Mapped[User | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("behaviour_id", "number"),)

    @property
    def levels(self) -> list[str]:
        """What is seen at each level, from the lowest."""
        return [self.level_1, self.level_2, self.level_3, self.level_4]


class BehaviourSet(Base):
    """The behaviours asked of some jobs, named by their titles; the general one of all others."""

    __tablename__ = "behaviour_sets"

    id: Mapped[intpk]
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    job_titles: Mapped[list[str]] = mapped_column(default=list)
    general: Mapped[bool] = mapped_column(default=False)
    row_version: Mapped[int] = mapped_column()

    members: Mapped[list["BehaviourSetMember"]] = relationship(
        order_by="BehaviourSetMember.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.Index(
            "uq_behaviour_sets_one_general",
            "general",
            unique=True,
            sqlite_where=sa.text("general"),
            postgresql_where=sa.text("general"),
        ),
    )


class BehaviourSetMember(Base):
    """A behaviour's place in a set."""

    __tablename__ = "behaviour_set_members"

    id: Mapped[intpk]
    set_id: Mapped[int] = mapped_column(sa.ForeignKey("behaviour_sets.id"), index=True)
    behaviour_id: Mapped[int] = mapped_column(sa.ForeignKey("behaviours.id"))
    position: Mapped[int]

    behaviour: Mapped[Behaviour] = relationship()

    __table_args__ = (sa.UniqueConstraint("set_id", "behaviour_id"),)
