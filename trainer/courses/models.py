"""Courses, the sessions in which they are held, and who has a place or waits for one."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk, new_code
from trainer.people.models import Site
from trainer.training.models import Skill


class CourseKind(StrEnum):
    """What sort of learning it is."""

    IN_HOUSE = "in_house"
    SCHEME = "scheme"
    SHORT = "short"
    CONFERENCE = "conference"
    NETWORKING = "networking"
    ONLINE = "online"
    READING = "reading"
    COACHING = "coaching"
    SHADOWING = "shadowing"
    BUDDYING = "buddying"


class Approval(StrEnum):
    """Who says yes before somebody gets a place."""

    NONE = "none"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class CourseStatus(StrEnum):
    """Whether a course is still on offer."""

    OFFERED = "offered"
    RETIRED = "retired"


class SessionStatus(StrEnum):
    """Where one session of a course has got to."""

    PLANNED = "planned"
    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


class BookingStatus(StrEnum):
    """Where somebody's booking has got to."""

    ASKED = "asked"
    WAITING = "waiting"
    BOOKED = "booked"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    MISSED = "missed"


_B = BookingStatus
_S = SessionStatus

LIVE = (_B.ASKED, _B.WAITING, _B.BOOKED)
"""Where a booking still lies ahead."""

TAKES_TIME = (*LIVE, _B.ATTENDED)
"""The bookings beside which no other fits at the same time."""

SEATED = (_B.BOOKED, _B.ATTENDED, _B.MISSED)
"""Where a booking has a place."""

_LIVE_IS = sa.text("status IN ('asked', 'waiting', 'booked', 'attended', 'missed')")


class Course(HasStatus, Base):
    """Something people can learn together, or one from another; what a place costs is in pence.

    Whoever was there holds `skill`, where it names one.
    """

    __tablename__ = "courses"

    MOVES: ClassVar = {
        CourseStatus.OFFERED: {CourseStatus.RETIRED},
        CourseStatus.RETIRED: {CourseStatus.OFFERED},
    }

    id: Mapped[intpk]
    title: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[CourseKind]
    provider: Mapped[str] = mapped_column(sa.String(200), default="")
    description: Mapped[str] = mapped_column(sa.Text)
    minutes: Mapped[int]
    places: Mapped[int]
    cost: Mapped[int] = mapped_column(default=0)
    approval: Mapped[Approval] = mapped_column(default=Approval.NONE)
    skill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    status: Mapped[CourseStatus] = mapped_column(default=CourseStatus.OFFERED)
    row_version: Mapped[int] = mapped_column()

    skill: Mapped[Skill | None] = relationship()
    outcomes: Mapped[list["CourseOutcome"]] = relationship(
        order_by="CourseOutcome.position", cascade="all, delete-orphan"
    )
    prerequisites: Mapped[list["Course"]] = relationship(
        secondary="course_prerequisites",
        primaryjoin="Course.id == CoursePrerequisite.course_id",
        secondaryjoin="Course.id == CoursePrerequisite.first_id",
        order_by="Course.title",
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("minutes > 0", name="takes_time"),
        sa.CheckConstraint("places > 0", name="has_places"),
        sa.CheckConstraint("cost >= 0", name="costs_nothing_or_more"),
    )


class CoursePrerequisite(Base):
    """A course somebody must have been at before they come to another."""

    __tablename__ = "course_prerequisites"

    course_id: Mapped[int] = mapped_column(sa.ForeignKey("courses.id"), primary_key=True)
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("courses.id"), primary_key=True)

    __table_args__ = (sa.CheckConstraint("course_id != first_id", name="of_another"),)


class CourseOutcome(Base):
    """What people can do afterwards, and the unit and criteria it has to do with, if any."""

    __tablename__ = "course_outcomes"

    id: Mapped[intpk]
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("courses.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(sa.String(300))
    unit_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_versions.id"))

    unit_version: Mapped[UnitVersion | None] = relationship()
    criteria: Mapped[list[Criterion]] = relationship(
        secondary="course_outcome_criteria", order_by="Criterion.position"
    )


class CourseOutcomeCriterion(Base):
    """A criterion an outcome has to do with."""

    __tablename__ = "course_outcome_criteria"

    outcome_id: Mapped[int] = mapped_column(sa.ForeignKey("course_outcomes.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"), primary_key=True)


class CourseSession(HasStatus, Base):
    """One time a course is held, from an instant to another, by the clock of `zone`.

    `site` is the one whose administrators arrange it; without one it is for every site. Cost and
    minutes are the course's as they were when it was planned, so that what was spent doesn't change
    afterwards. `starts_on` is the day it begins there, and `led_by` names trainers who don't work
    here. It is held once its register is closed.
    """

    __tablename__ = "course_sessions"

    MOVES: ClassVar = {
        _S.PLANNED: {_S.OPEN, _S.CANCELLED},
        _S.OPEN: {_S.HELD, _S.CANCELLED},
        _S.HELD: set(),
        _S.CANCELLED: set(),
    }

    id: Mapped[intpk]
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("courses.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    status: Mapped[SessionStatus] = mapped_column(default=_S.PLANNED, index=True)
    starts_on: Mapped[date]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(sa.String(60))
    room: Mapped[str] = mapped_column(sa.String(200), default="")
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    led_by: Mapped[str] = mapped_column(sa.String(200), default="")
    places: Mapped[int]
    minutes: Mapped[int]
    cost: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    held_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    held_at: Mapped[datetime | None]
    row_version: Mapped[int] = mapped_column()

    course: Mapped[Course] = relationship()
    site: Mapped[Site | None] = relationship()
    held_by: Mapped[User | None] = relationship()
    trainers: Mapped[list[User]] = relationship(secondary="course_trainers", order_by="User.name")
    bookings: Mapped[list["Booking"]] = relationship(
        back_populates="session", order_by="Booking.id"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("(status = 'held') = (held_at IS NOT NULL)", name="held_by_somebody"),
        sa.CheckConstraint("places > 0", name="has_places"),
    )

    @property
    def is_open(self) -> bool:
        """Whether places can be booked and given back: before it begins."""
        return self.status is _S.OPEN and self.starts_at > clock.now()


class CourseTrainer(Base):
    """A colleague who holds a session."""

    __tablename__ = "course_trainers"

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("course_sessions.id"), primary_key=True)
    trainer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), primary_key=True, index=True)


class Booking(HasStatus, Base):
    """Somebody's place in a session, or their turn on its waiting list, which goes by `id`.

    Places are numbered, and the database gives each number to one person only. `letters` counts
    the invitations sent, by which calendars tell a later one from an earlier. `here_at` is when they
    said in the room that they are here, `marked` how often the register was written for them,
    `has_answered` that they said how it was, and `item_id` what they tell of it in their log.
    """

    __tablename__ = "course_bookings"

    MOVES: ClassVar = {
        _B.ASKED: {_B.WAITING, _B.BOOKED, _B.REFUSED, _B.CANCELLED},
        _B.WAITING: {_B.BOOKED, _B.CANCELLED},
        _B.BOOKED: {_B.CANCELLED, _B.ATTENDED, _B.MISSED},
        _B.ATTENDED: {_B.MISSED},
        _B.MISSED: {_B.ATTENDED},
        _B.REFUSED: set(),
        _B.CANCELLED: set(),
    }

    id: Mapped[intpk]
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("course_sessions.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    status: Mapped[BookingStatus] = mapped_column(default=_B.ASKED)
    place: Mapped[int | None]
    booked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    booked_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    letters: Mapped[int] = mapped_column(default=0)
    here_at: Mapped[datetime | None]
    marked: Mapped[int] = mapped_column(default=0)
    has_answered: Mapped[bool] = mapped_column(default=False)
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("evidence_items.id"), unique=True)
    row_version: Mapped[int] = mapped_column()

    session: Mapped[CourseSession] = relationship(back_populates="bookings")
    person: Mapped[User] = relationship(foreign_keys=[person_id])
    booked_by: Mapped[User] = relationship(foreign_keys=[booked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("session_id", "place"),
        sa.CheckConstraint(
            "(place IS NOT NULL) = (status IN ('booked', 'attended', 'missed'))",
            name="seated_has_a_place",
        ),
        sa.CheckConstraint("place IS NULL OR place > 0", name="places_count_from_one"),
        sa.CheckConstraint("decided_by_id != person_id", name="decided_by_another"),
        sa.Index(
            "uq_course_bookings_one_each",
            "session_id",
            "person_id",
            unique=True,
            sqlite_where=_LIVE_IS,
            postgresql_where=_LIVE_IS,
        ),
    )

    @property
    def is_live(self) -> bool:
        """Whether it still lies ahead."""
        return self.status in LIVE


class CourseEvaluation(Base):
    """What somebody made of a session; by whom and when is nowhere on record.

    The key is drawn by lot, so that not even the order of rows says who answered when.
    """

    __tablename__ = "course_evaluations"

    key: Mapped[str] = mapped_column(sa.String(26), primary_key=True, default=new_code)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("course_sessions.id"), index=True)
    useful: Mapped[int]
    clear: Mapped[int]
    apt: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text, default="")

    __table_args__ = (
        sa.CheckConstraint(
            "useful BETWEEN 1 AND 5 AND clear BETWEEN 1 AND 5 AND apt BETWEEN 1 AND 5",
            name="marks_from_one_to_five",
        ),
        {"sqlite_with_rowid": False},
    )
