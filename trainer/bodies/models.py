"""Professional bodies with their grades, and who stands how with them from when to when."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Facts, FrameworkKind, Qualification
from trainer.core import clock
from trainer.core.database import IN_STORE, Base, intpk

AHEAD = timedelta(days=90)
"""So long before something runs out those who keep it are told."""


class ProfessionalBody(Base):
    """A body that people and organisations join; `facts` says how far what is known was checked."""

    __tablename__ = "professional_bodies"

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(20), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    facts: Mapped[Facts] = mapped_column(default=Facts.UNVERIFIED)

    grades: Mapped[list["BodyGrade"]] = relationship(
        back_populates="body", order_by="BodyGrade.position"
    )


class BodyGrade(Base):
    """A grade of membership, from the first to the highest."""

    __tablename__ = "body_grades"

    id: Mapped[intpk]
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("professional_bodies.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    position: Mapped[int]

    body: Mapped[ProfessionalBody] = relationship(back_populates="grades")
    mappings: Mapped[list["GradeMapping"]] = relationship(
        back_populates="grade", order_by="GradeMapping.id"
    )

    __table_args__ = (sa.UniqueConstraint("body_id", "name"),)


class GradeMapping(Base):
    """What may lead to a grade: one qualification, or any of a kind at a level or above.

    It is only ever a suggestion to check with the body, never a right.
    """

    __tablename__ = "grade_mappings"

    id: Mapped[intpk]
    grade_id: Mapped[int] = mapped_column(sa.ForeignKey("body_grades.id"), index=True)
    qualification_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("qualifications.id"), index=True
    )
    kind: Mapped[FrameworkKind | None]
    level: Mapped[int | None]
    also: Mapped[str] = mapped_column(sa.String(200), default="")
    facts: Mapped[Facts] = mapped_column(default=Facts.UNVERIFIED)

    grade: Mapped[BodyGrade] = relationship(back_populates="mappings")
    qualification: Mapped[Qualification | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            "(qualification_id IS NULL) != (kind IS NULL)", name="one_qualification_or_a_kind"
        ),
    )


class Lasting:
    """What holds from one day to another; `ends_on` is the first day on which it no longer does."""

    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    def is_in_force(self, day: date) -> bool:
        """Say whether it holds on that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    @classmethod
    def holds_on(cls, day: date) -> sa.ColumnElement[bool]:
        """Match what holds on that day."""
        return sa.and_(cls.starts_on <= day, sa.or_(cls.ends_on.is_(None), cls.ends_on > day))

    @classmethod
    def runs_out_after(cls, day: date) -> sa.ColumnElement[bool]:
        """Match what holds on that day and will not 90 days later."""
        return sa.and_(cls.starts_on <= day, cls.ends_on > day, cls.ends_on <= day + AHEAD)


class Membership(Lasting, Base):
    """Somebody's membership of a body, or the organisation's own where there is no holder."""

    __tablename__ = "memberships"

    id: Mapped[intpk]
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("professional_bodies.id"), index=True)
    grade_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body_grades.id"))
    holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    proof: Mapped[str] = mapped_column(sa.String(500), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    body: Mapped[ProfessionalBody] = relationship()
    grade: Mapped[BodyGrade | None] = relationship()
    holder: Mapped[User | None] = relationship(foreign_keys=[holder_id])
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])


class ElsewhereCertificate(Lasting, Base):
    """A certificate somebody earned elsewhere: what it is, who saw it, and until when it holds."""

    __tablename__ = "elsewhere_certificates"

    id: Mapped[intpk]
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    issuer: Mapped[str] = mapped_column(sa.String(120))
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    proof: Mapped[str] = mapped_column(sa.String(500))
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    holder: Mapped[User] = relationship(foreign_keys=[holder_id])
    recorded_by: Mapped[User | None] = relationship(foreign_keys=[recorded_by_id])
    file: Mapped["ProofFile | None"] = relationship()

    @property
    def is_own_word(self) -> bool:
        """Whether only the holder says so."""
        return self.recorded_by_id == self.holder_id


class ProofFile(Base):
    """A scan or photo of a certificate from elsewhere, as it was sent."""

    __tablename__ = "proof_files"

    certificate_id: Mapped[int] = mapped_column(
        sa.ForeignKey("elsewhere_certificates.id"), primary_key=True
    )
    name: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(80), unique=True, info=IN_STORE)


class SchemeAccreditation(Lasting, Base):
    """A body's accreditation of a scheme of ours, by its reference."""

    __tablename__ = "scheme_accreditations"

    id: Mapped[intpk]
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("professional_bodies.id"), index=True)
    reference: Mapped[str] = mapped_column(sa.String(60))
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    qualification: Mapped[Qualification] = relationship()
    body: Mapped[ProfessionalBody] = relationship()
