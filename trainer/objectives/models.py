"""Objectives with all they ever said, check-ins, objectives of teams, and one-to-ones."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.figures.models import Direction, Measure, in_full
from trainer.objectives.rules.wording import Said, Target


class ObjectiveStatus(StrEnum):
    """Where an objective has got to."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    MET = "met"
    PART_MET = "part_met"
    NOT_MET = "not_met"
    DROPPED = "dropped"


_O = ObjectiveStatus

UNDER_WAY = frozenset({_O.AGREED, _O.ON_TRACK, _O.AT_RISK})
"""Where both have agreed and it is being worked on."""

OPEN = UNDER_WAY | {_O.PROPOSED}
OUTCOMES = frozenset({_O.MET, _O.PART_MET, _O.NOT_MET})
_FROM_AGREED = {_O.PROPOSED, *OUTCOMES, _O.DROPPED}


class TeamObjective(Base):
    """What a manager wants a team to reach in a year; objectives of its people may come from it."""

    __tablename__ = "team_objectives"

    id: Mapped[intpk]
    manager_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    year: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    why: Mapped[str] = mapped_column(sa.Text, default="")
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    manager: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way


class Objective(HasStatus, Base):
    """What somebody is to reach in a year, as both they and their manager agree.

    `number` counts its versions: what it said before stays in `ObjectiveVersion`. Each side's
    agreement is to the wording now, and goes when that changes. Figures of `measure` are held
    against `goal_thousandths` from month to month, each named by its first day.
    """

    __tablename__ = "objectives"

    MOVES: ClassVar = {
        _O.PROPOSED: {_O.AGREED, _O.DROPPED},
        _O.AGREED: {_O.ON_TRACK, _O.AT_RISK, *_FROM_AGREED},
        _O.ON_TRACK: {_O.ON_TRACK, _O.AT_RISK, *_FROM_AGREED},
        _O.AT_RISK: {_O.ON_TRACK, _O.AT_RISK, *_FROM_AGREED},
        _O.MET: set(),
        _O.PART_MET: set(),
        _O.NOT_MET: set(),
        _O.DROPPED: set(),
    }

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    year: Mapped[int]
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(sa.String(200))
    what: Mapped[str] = mapped_column(sa.Text, default="")
    measured_by: Mapped[str] = mapped_column(sa.Text, default="")
    possible_by: Mapped[str] = mapped_column(sa.Text, default="")
    why: Mapped[str] = mapped_column(sa.Text, default="")
    due_on: Mapped[date | None]
    weight: Mapped[int] = mapped_column(default=0)
    measure_id: Mapped[int | None] = mapped_column(sa.ForeignKey("measures.id"))
    goal_thousandths: Mapped[int | None] = mapped_column(sa.BigInteger)
    direction: Mapped[Direction | None]
    from_month: Mapped[date | None]
    until_month: Mapped[date | None]
    team_objective_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("team_objectives.id"), index=True
    )
    status: Mapped[ObjectiveStatus] = mapped_column(default=_O.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_agreed_at: Mapped[datetime | None]
    manager_agreed_at: Mapped[datetime | None]
    agreed_manager_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    agreed_manager: Mapped[User | None] = relationship(foreign_keys=[agreed_manager_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])
    measure: Mapped[Measure | None] = relationship()
    team_objective: Mapped[TeamObjective | None] = relationship()
    versions: Mapped[list["ObjectiveVersion"]] = relationship(
        back_populates="objective", order_by="ObjectiveVersion.number"
    )
    check_ins: Mapped[list["ObjectiveCheckIn"]] = relationship(
        back_populates="objective", order_by="ObjectiveCheckIn.id.desc()"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.Index("ix_objectives_person_year", "person_id", "year"),
        sa.CheckConstraint("weight BETWEEN 0 AND 100", name="weight_within"),
        sa.CheckConstraint("agreed_manager_id != person_id", name="agreed_by_two"),
        sa.CheckConstraint(
            "status IN ('proposed', 'dropped') OR"
            " (person_agreed_at IS NOT NULL AND manager_agreed_at IS NOT NULL)",
            name="agreed_by_both",
        ),
        sa.CheckConstraint("status != 'dropped' OR ended_because != ''", name="dropped_why"),
        sa.CheckConstraint(
            "(measure_id IS NULL) = (goal_thousandths IS NULL)"
            " AND (measure_id IS NULL) = (direction IS NULL)"
            " AND (measure_id IS NULL) = (from_month IS NULL)"
            " AND (measure_id IS NULL) = (until_month IS NULL)",
            name="whole_target",
        ),
        sa.CheckConstraint("until_month >= from_month", name="months_in_order"),
    )

    @property
    def target(self) -> Target | None:
        """What figures are to come to, where it is tied to any."""
        if (
            self.measure_id is None
            or self.goal_thousandths is None
            or self.direction is None
            or self.from_month is None
            or self.until_month is None
        ):
            return None
        return Target(
            measure_id=self.measure_id,
            goal=in_full(self.goal_thousandths),
            direction=self.direction,
            from_month=self.from_month,
            until_month=self.until_month,
        )

    @property
    def said(self) -> Said:
        """What it says now."""
        return Said(
            title=self.title,
            what=self.what,
            measured_by=self.measured_by,
            possible_by=self.possible_by,
            why=self.why,
            due_on=self.due_on,
            weight=self.weight,
            target=self.target,
        )


class ObjectiveVersion(Base):
    """What an objective said after each change, and who wrote it; only ever added."""

    __tablename__ = "objective_versions"

    id: Mapped[intpk]
    objective_id: Mapped[int] = mapped_column(sa.ForeignKey("objectives.id"))
    number: Mapped[int]
    said: Mapped[dict[str, Any]]
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    objective: Mapped[Objective] = relationship(back_populates="versions")
    written_by: Mapped[User] = relationship()

    __table_args__ = (sa.UniqueConstraint("objective_id", "number"),)


class ObjectiveCheckIn(Base):
    """A short note on how an objective goes, by either of the two; only ever added."""

    __tablename__ = "objective_check_ins"

    id: Mapped[intpk]
    objective_id: Mapped[int] = mapped_column(sa.ForeignKey("objectives.id"), index=True)
    standing: Mapped[ObjectiveStatus]
    note: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    objective: Mapped[Objective] = relationship(back_populates="check_ins")
    by: Mapped[User] = relationship()

    __table_args__ = (sa.CheckConstraint("standing IN ('on_track', 'at_risk')", name="goes_on"),)


class OneToOne(Base):
    """A talk between somebody and their manager: its day, its agenda, and what came of it.

    `planned_at` is by the organisation's clock.
    """

    __tablename__ = "one_to_ones"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    manager_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    planned_on: Mapped[date]
    planned_at: Mapped[time | None]
    planned_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    held_on: Mapped[date | None]
    called_off_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    manager: Mapped[User] = relationship(foreign_keys=[manager_id])
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="one_to_one", order_by="AgendaItem.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.CheckConstraint("person_id != manager_id", name="of_two"),)

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to be held."""
        return self.held_on is None and self.called_off_at is None

    def other(self, one: User) -> User:
        """Find the other of the two."""
        return self.manager if one.id == self.person_id else self.person


class AgendaItem(Base):
    """Something to talk about, put down by either of the two and read by both."""

    __tablename__ = "agenda_items"

    id: Mapped[intpk]
    one_to_one_id: Mapped[int] = mapped_column(sa.ForeignKey("one_to_ones.id"), index=True)
    words: Mapped[str] = mapped_column(sa.String(300))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    talked_of: Mapped[bool] = mapped_column(default=False)

    one_to_one: Mapped[OneToOne] = relationship(back_populates="agenda")
    by: Mapped[User] = relationship()


class PrivateNote(Base):
    """What one of the two notes about a talk for themselves; nobody else is shown it."""

    __tablename__ = "one_to_one_notes"

    id: Mapped[intpk]
    one_to_one_id: Mapped[int] = mapped_column(sa.ForeignKey("one_to_ones.id"))
    writer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    words: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (sa.UniqueConstraint("one_to_one_id", "writer_id"),)
