"""Skills, who must hold which and why, who need not, what people hold, and what they were reminded of.

Whatever ends has `ends_on`, the first day on which it no longer holds.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from babel.support import LazyProxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification, Unit
from trainer.core import clock
from trainer.core.database import Base, intpk
from trainer.core.text import gettext
from trainer.core.text import lazy_gettext as _
from trainer.logs.models import StoredFile
from trainer.people.models import Role, Site, Team


class SkillKind(StrEnum):
    """What sort of thing somebody holds."""

    TRAINING = "training"
    UNIT = "unit"
    AWARD = "award"
    LICENCE = "licence"

    @property
    def words(self) -> LazyProxy:
        """What it is called on a page."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    SkillKind.TRAINING: _("Training"),
    SkillKind.UNIT: _("Unit"),
    SkillKind.AWARD: _("Award"),
    SkillKind.LICENCE: _("Licence"),
}


class Reason(StrEnum):
    """What makes a skill necessary."""

    LAW = "law"
    ROLE = "role"
    SITE = "site"
    TEAM = "team"
    PERSON = "person"

    @property
    def words(self) -> LazyProxy:
        """What it is called on a page."""
        return _REASON_WORDS[self]


_REASON_WORDS = {
    Reason.LAW: _("The law"),
    Reason.ROLE: _("The role or job"),
    Reason.SITE: _("The site"),
    Reason.TEAM: _("The team"),
    Reason.PERSON: _("The person"),
}


class HoldingSource(StrEnum):
    """How somebody came by a skill."""

    ATTENDANCE = "attendance"
    UNIT = "unit"
    CERTIFICATE = "certificate"
    ELEARNING = "elearning"
    RECORD = "record"

    @property
    def words(self) -> LazyProxy:
        """How somebody came by it, as a page says it."""
        return _SOURCE_WORDS[self]


_SOURCE_WORDS = {
    HoldingSource.ATTENDANCE: _("attended"),
    HoldingSource.UNIT: _("unit released"),
    HoldingSource.CERTIFICATE: _("certificate issued"),
    HoldingSource.ELEARNING: _("completed online"),
    HoldingSource.RECORD: _("recorded"),
}


class Skill(Base):
    """An entry of the organisation's skills list: what somebody has or has not, and for how long.

    A unit released or a certificate issued gives it where it names one; else it is recorded. Within
    `renewal_days` of its end a renewal counts from that end; `grace_days` after its end it counts
    as lapsed.
    """

    __tablename__ = "skills"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[SkillKind]
    valid_months: Mapped[int | None]
    renewal_days: Mapped[int] = mapped_column(default=60)
    grace_days: Mapped[int] = mapped_column(default=0)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("units.id"), unique=True)
    qualification_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("qualifications.id"), unique=True
    )
    row_version: Mapped[int] = mapped_column()

    unit: Mapped[Unit | None] = relationship()
    qualification: Mapped[Qualification | None] = relationship()
    equivalents: Mapped[list["Skill"]] = relationship(
        secondary="skill_equivalents",
        primaryjoin="Skill.id == SkillEquivalent.skill_id",
        secondaryjoin="Skill.id == SkillEquivalent.other_id",
        order_by="Skill.name",
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("valid_months > 0", name="holds_for_a_time"),
        sa.CheckConstraint("renewal_days >= 0 AND grace_days >= 0", name="days_are_counted"),
        sa.CheckConstraint("unit_id IS NULL OR qualification_id IS NULL", name="given_by_one"),
    )


class SkillEquivalent(Base):
    """Whoever holds `other` counts as holding `skill`; not the other way round, and one step only."""

    __tablename__ = "skill_equivalents"

    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"), primary_key=True)

    __table_args__ = (sa.CheckConstraint("skill_id != other_id", name="another"),)


class Requirement(Base):
    """Who must hold a skill, why, from when to when, and how long a joiner or mover has to get it.

    One that names no role, job title, site, team or person is for everybody who works here.
    """

    __tablename__ = "requirements"

    id: Mapped[intpk]
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    role: Mapped[Role | None]
    job_title: Mapped[str | None] = mapped_column(sa.String(120))
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sites.id"))
    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("teams.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    reason: Mapped[Reason]
    why: Mapped[str] = mapped_column(sa.Text)
    law: Mapped[str] = mapped_column(sa.String(200), default="")
    days_to_get: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    set_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    skill: Mapped[Skill] = relationship()
    site: Mapped[Site | None] = relationship()
    team: Mapped[Team | None] = relationship()
    person: Mapped[User | None] = relationship(foreign_keys=[person_id])
    set_by: Mapped[User] = relationship(foreign_keys=[set_by_id])

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint(
            " + ".join(
                f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)"
                for name in ("role", "job_title", "site_id", "team_id", "person_id")
            )
            + " <= 1",
            name="for_one_of_them",
        ),
        sa.CheckConstraint("(reason = 'law') = (law != '')", name="law_is_named"),
        sa.CheckConstraint("days_to_get >= 0", name="days_are_counted"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    @property
    def whom(self) -> str:
        """Whom it is for, as people say it."""
        if self.role is not None:
            return str(self.role.words)
        if self.team is not None:
            return gettext("%(team)s, %(site)s", team=self.team.name, site=self.team.site.name)
        named = self.site or self.person
        return named.name if named else self.job_title or gettext("Everybody")


class Exemption(Base):
    """Somebody need not hold a skill for a time, approved by another with a reason."""

    __tablename__ = "exemptions"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.Text)
    approved_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    approved_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    skill: Mapped[Skill] = relationship()
    approved_by: Mapped[User] = relationship(foreign_keys=[approved_by_id])

    __table_args__ = (
        sa.CheckConstraint("approved_by_id != person_id", name="not_approved_for_oneself"),
        sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )


class Holding(Base):
    """Somebody came by a skill, which holds from one day to another; only ever added.

    `key` names what it rests on, such as `attendance:12`, so that nothing gives a skill twice.
    """

    __tablename__ = "holdings"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    source: Mapped[HoldingSource]
    key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    says: Mapped[str] = mapped_column(sa.String(300), default="")
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_files.id"), index=True)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    skill: Mapped[Skill] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])
    taken_back: Mapped["HoldingTakenBack | None"] = relationship(back_populates="holding")

    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("(source = 'record') = (key IS NULL)", name="rests_on_something"),
        sa.CheckConstraint(
            "source != 'record' OR (recorded_by_id IS NOT NULL AND recorded_by_id != person_id)",
            name="not_recorded_for_oneself",
        ),
        sa.Index("ix_holdings_person_skill", "person_id", "skill_id", "starts_on", "ends_on"),
    )


class HoldingTakenBack(Base):
    """A holding that counts no more, with the reason; only ever added."""

    __tablename__ = "holdings_taken_back"

    holding_id: Mapped[int] = mapped_column(sa.ForeignKey("holdings.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(sa.Text)

    holding: Mapped[Holding] = relationship(back_populates="taken_back")
    by: Mapped[User | None] = relationship()

    __table_args__ = (sa.CheckConstraint("reason != ''", name="says_why"),)


class TrainingReminder(Base):
    """Somebody is told that a required skill ends, or is overdue: each distance once for each end.

    `distance` is how many days ahead; those overdue are negative. `told_at` is when the letter
    that gathers them was written.
    """

    __tablename__ = "training_reminders"

    id: Mapped[intpk]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    skill_id: Mapped[int] = mapped_column(sa.ForeignKey("skills.id"))
    deadline: Mapped[date]
    distance: Mapped[int]
    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    told_at: Mapped[datetime | None]

    person: Mapped[User] = relationship(foreign_keys=[person_id])
    skill: Mapped[Skill] = relationship()
    recipient: Mapped[User] = relationship(foreign_keys=[recipient_id])

    __table_args__ = (
        sa.UniqueConstraint(
            *("person_id", "skill_id", "deadline", "distance", "recipient_id"),
            name="uq_training_reminders_once",
        ),
        sa.Index(
            "ix_training_reminders_to_tell",
            "recipient_id",
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        ),
    )
