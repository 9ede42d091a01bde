"""Updates in versions, whom each is for, and who confirmed that they have read which."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.people.models import Role, Site, Team


class UpdateKind(StrEnum):
    """What changed."""

    PRODUCT = "product"
    POLICY = "policy"
    STANDARD = "standard"


class UpdateStatus(StrEnum):
    """Where an update has got to."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Update(HasStatus, Base):
    """Something staff are to know about, in versions; `latest` is the number people read now.

    An update with no audience is for everybody.
    """

    __tablename__ = "updates"

    MOVES: ClassVar = {
        UpdateStatus.DRAFT: {UpdateStatus.PUBLISHED},
        UpdateStatus.PUBLISHED: {UpdateStatus.WITHDRAWN},
        UpdateStatus.WITHDRAWN: set(),
    }

    id: Mapped[intpk]
    kind: Mapped[UpdateKind]
    status: Mapped[UpdateStatus] = mapped_column(default=UpdateStatus.DRAFT)
    latest: Mapped[int | None]
    row_version: Mapped[int] = mapped_column()

    versions: Mapped[list["UpdateVersion"]] = relationship(
        back_populates="update", order_by="UpdateVersion.number"
    )
    audience: Mapped[list["UpdateAudience"]] = relationship(
        order_by="UpdateAudience.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("(status = 'draft') = (latest IS NULL)", name="published_has_latest"),
    )

    @property
    def newest(self) -> "UpdateVersion":
        """The version written last, published or not."""
        return self.versions[-1]

    @property
    def current(self) -> "UpdateVersion | None":
        """The version people read now."""
        return next((one for one in self.versions if one.number == self.latest), None)


class UpdateVersion(Base):
    """What an update says, from its publication until the next version; then it stays as it is."""

    __tablename__ = "update_versions"

    id: Mapped[intpk]
    update_id: Mapped[int] = mapped_column(sa.ForeignKey("updates.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[str] = mapped_column(sa.Text)
    changed: Mapped[str] = mapped_column(sa.Text, default="")
    minutes: Mapped[int]
    days_to_read: Mapped[int]
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    published_at: Mapped[datetime | None]
    due_on: Mapped[date | None]

    update: Mapped[Update] = relationship(back_populates="versions")
    written_by: Mapped[User] = relationship()
    questions: Mapped[list["UpdateQuestion"]] = relationship(
        order_by="UpdateQuestion.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        sa.UniqueConstraint("update_id", "number"),
        sa.CheckConstraint("minutes > 0", name="takes_time"),
        sa.CheckConstraint("days_to_read > 0", name="leaves_time"),
        sa.CheckConstraint("(published_at IS NULL) = (due_on IS NULL)", name="published_is_due"),
    )


class UpdateQuestion(Base):
    """A question of the short check at the end: one answer is right, two are not."""

    __tablename__ = "update_questions"

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("update_versions.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(sa.String(300))
    right: Mapped[str] = mapped_column(sa.String(200))
    wrong: Mapped[str] = mapped_column(sa.String(200))
    wrong_too: Mapped[str] = mapped_column(sa.String(200))

    @property
    def answers(self) -> list[str]:
        """The three answers, in an order that says nothing about which is right."""
        return sorted((self.right, self.wrong, self.wrong_too))


class UpdateAudience(Base):
    """A site, a team or the holders of a role whom an update is for."""

    __tablename__ = "update_audiences"

    id: Mapped[intpk]
    update_id: Mapped[int] = mapped_column(sa.ForeignKey("updates.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sites.id"))
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"))
    role: Mapped[Role | None]

    site: Mapped[Site | None] = relationship()
    team: Mapped[Team | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN site_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN role IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_of_three",
        ),
    )


class UpdateReading(Base):
    """Somebody's word that they have read and understood a version; only ever added."""

    __tablename__ = "update_readings"

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("update_versions.id"), index=True)
    reader_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    confirmed_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_on: Mapped[date] = mapped_column(default=clock.today)

    version: Mapped[UpdateVersion] = relationship()
    reader: Mapped[User] = relationship()

    __table_args__ = (sa.UniqueConstraint("version_id", "reader_id"),)


class UpdateReminder(Base):
    """Somebody was reminded of a version whose day had passed: once each."""

    __tablename__ = "update_reminders"

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("update_versions.id"), index=True)
    reader_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (sa.UniqueConstraint("version_id", "reader_id"),)
