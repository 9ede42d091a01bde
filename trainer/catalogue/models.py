"""Frameworks, qualifications and units in versions that never change once published."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.core.database import Base, intpk


def _identifier() -> str:
    return str(uuid.uuid4())


class FrameworkKind(StrEnum):
    """What sort of standards a framework holds."""

    REGULATED = "regulated"
    SVQ = "svq"
    AWARD = "award"
    MANAGEMENT = "management"
    STANDARD = "standard"
    SCHEME = "scheme"
    SKILLS = "skills"


class Facts(StrEnum):
    """How far titles, codes and credit have been checked."""

    SOURCED = "sourced"
    CORROBORATED = "corroborated"
    UNVERIFIED = "unverified"


class Wording(StrEnum):
    """Whose sentences the criteria are."""

    OWN = "own"
    LICENSED = "licensed"


class Assessed(StrEnum):
    """How the award is come by: from a portfolio, or at an interview on the log."""

    PORTFOLIO = "portfolio"
    INTERVIEW = "interview"


class OutcomeKind(StrEnum):
    """Whether an outcome says what somebody does or what they know."""

    COMPETENCE = "competence"
    KNOWLEDGE = "knowledge"


class VersionStatus(StrEnum):
    """Whether new learners may be registered on a version."""

    CURRENT = "current"
    CLOSED = "closed"


class Framework(Base):
    """A family of qualifications: the 2014 suite, the ICS-style awards, an in-house scheme."""

    __tablename__ = "frameworks"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(60), unique=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[FrameworkKind]


class Unit(Base):
    """A unit through all its versions, known by its code."""

    __tablename__ = "units"

    id: Mapped[intpk]
    identifier: Mapped[str] = mapped_column(sa.String(36), unique=True, default=_identifier)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)

    versions: Mapped[list["UnitVersion"]] = relationship(
        back_populates="unit", order_by="UnitVersion.id"
    )


class UnitVersion(Base):
    """A unit as it was published: its outcomes and criteria stay as they are for good."""

    __tablename__ = "unit_versions"

    id: Mapped[intpk]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("units.id"), index=True)
    number: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(40), index=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    level: Mapped[int | None]
    credit: Mapped[int | None]
    glh: Mapped[int | None]
    facts: Mapped[Facts]
    wording: Mapped[Wording]
    prompts: Mapped[list[str]] = mapped_column(default=list)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    published_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(back_populates="versions")
    outcomes: Mapped[list["LearningOutcome"]] = relationship(
        back_populates="unit_version", order_by="LearningOutcome.position"
    )
    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="unit_version", order_by="Criterion.position"
    )

    __table_args__ = (sa.UniqueConstraint("unit_id", "number"),)


class LearningOutcome(Base):
    """What somebody will be able to do or know, and the criteria that show it."""

    __tablename__ = "learning_outcomes"

    id: Mapped[intpk]
    identifier: Mapped[str] = mapped_column(
        sa.String(36), unique=True, index=True, default=_identifier
    )
    unit_version_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_versions.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(10))
    title: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[OutcomeKind]
    position: Mapped[int]

    unit_version: Mapped[UnitVersion] = relationship(back_populates="outcomes")
    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="outcome", order_by="Criterion.position"
    )

    __table_args__ = (sa.UniqueConstraint("unit_version_id", "number"),)


class Criterion(Base):
    """The smallest thing that is judged: met or not yet met."""

    __tablename__ = "criteria"

    id: Mapped[intpk]
    identifier: Mapped[str] = mapped_column(sa.String(36), unique=True, default=_identifier)
    unit_version_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_versions.id"), index=True)
    outcome_id: Mapped[int] = mapped_column(sa.ForeignKey("learning_outcomes.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(10))
    text: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int]

    unit_version: Mapped[UnitVersion] = relationship(back_populates="criteria")
    outcome: Mapped[LearningOutcome] = relationship(back_populates="criteria")

    __table_args__ = (sa.UniqueConstraint("unit_version_id", "number"),)


class Qualification(Base):
    """A qualification, award or scheme through all its versions."""

    __tablename__ = "qualifications"

    id: Mapped[intpk]
    identifier: Mapped[str] = mapped_column(sa.String(36), unique=True, default=_identifier)
    code: Mapped[str] = mapped_column(sa.String(60), unique=True)
    framework_id: Mapped[int] = mapped_column(sa.ForeignKey("frameworks.id"), index=True)
    is_open: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether other programs may read it at the addresses of CASE without signing in."""

    framework: Mapped[Framework] = relationship()
    versions: Mapped[list["QualificationVersion"]] = relationship(
        back_populates="qualification", order_by="QualificationVersion.number"
    )


class QualificationVersion(Base):
    """A qualification as published: its groups, units and rules of combination."""

    __tablename__ = "qualification_versions"

    id: Mapped[intpk]
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(300))
    level: Mapped[int | None]
    credit: Mapped[int | None]
    tqt: Mapped[int | None]
    glh_min: Mapped[int | None]
    glh_max: Mapped[int | None]
    valid_months: Mapped[int | None]
    structure: Mapped[str] = mapped_column(sa.String(40), default="")
    facts: Mapped[Facts]
    status: Mapped[VersionStatus] = mapped_column(default=VersionStatus.CURRENT)
    assessed: Mapped[Assessed] = mapped_column(default=Assessed.PORTFOLIO)
    body: Mapped[str] = mapped_column(sa.String(120), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    methods: Mapped[list[Any]] = mapped_column(default=list)
    grades: Mapped[list[str]] = mapped_column(default=list)
    rules: Mapped[list[Any]] = mapped_column(default=list)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    published_at: Mapped[datetime | None]

    qualification: Mapped[Qualification] = relationship(back_populates="versions")
    groups: Mapped[list["UnitGroup"]] = relationship(
        back_populates="version", order_by="UnitGroup.position"
    )
    numbers: Mapped[list["QualificationNumber"]] = relationship(
        back_populates="version", order_by="QualificationNumber.id"
    )

    __table_args__ = (sa.UniqueConstraint("qualification_id", "number"),)

    @property
    def interviewed_by(self) -> str:
        """The body whose accredited assessors alone decide it, at an interview; none else."""
        return self.body if self.assessed is Assessed.INTERVIEW else ""


class QualificationNumber(Base):
    """The number one awarding organisation gives the structure, and until when it may be used."""

    __tablename__ = "qualification_numbers"

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("qualification_versions.id"), index=True)
    organisation: Mapped[str] = mapped_column(sa.String(120))
    scheme: Mapped[str] = mapped_column(sa.String(40), default="")
    number: Mapped[str] = mapped_column(sa.String(40))
    registration_ends: Mapped[date | None]
    certification_ends: Mapped[date | None]

    version: Mapped[QualificationVersion] = relationship(back_populates="numbers")

    def registers_on(self, day: date) -> bool:
        """Say whether somebody may still be registered under it (the last day included)."""
        return self.registration_ends is None or day <= self.registration_ends

    def certifies_on(self, day: date) -> bool:
        """Say whether a certificate may still be claimed under it (the last day included)."""
        return self.certification_ends is None or day <= self.certification_ends


class UnitGroup(Base):
    """A group of units within a qualification: Mandatory, Optional B."""

    __tablename__ = "unit_groups"

    id: Mapped[intpk]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("qualification_versions.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(200))
    complete: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]

    version: Mapped[QualificationVersion] = relationship(back_populates="groups")
    members: Mapped[list["GroupedUnit"]] = relationship(
        back_populates="group", order_by="GroupedUnit.position"
    )

    __table_args__ = (sa.UniqueConstraint("version_id", "code"),)


class GroupedUnit(Base):
    """A version of a unit standing in a group."""

    __tablename__ = "grouped_units"

    id: Mapped[intpk]
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_groups.id"), index=True)
    unit_version_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_versions.id"), index=True)
    position: Mapped[int]

    group: Mapped[UnitGroup] = relationship(back_populates="members")
    unit_version: Mapped[UnitVersion] = relationship()

    __table_args__ = (sa.UniqueConstraint("group_id", "unit_version_id"),)
