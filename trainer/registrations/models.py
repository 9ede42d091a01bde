"""A learner's registration on a version, and each chosen unit's way through assessment."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.bodies.models import ElsewhereCertificate
from trainer.catalogue.models import QualificationNumber, QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk, new_code
from trainer.people.models import Site


class RegistrationStatus(StrEnum):
    """Where a registration has got to."""

    APPLIED = "applied"
    INITIAL_ASSESSMENT = "initial_assessment"
    REGISTERED = "registered"
    ACTIVE = "active"
    BREAK_IN_LEARNING = "break_in_learning"
    UNITS_COMPLETE = "units_complete"
    FINAL_IQA = "final_iqa"
    CLAIM_READY = "claim_ready"
    CLAIMED = "claimed"
    CERTIFICATED = "certificated"
    CLAIM_REJECTED = "claim_rejected"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    LAPSED = "lapsed"


class UnitStatus(StrEnum):
    """Where the assessment of one unit has got to."""

    NOT_STARTED = "not_started"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    LEARNER_SIGNED = "learner_signed"
    ASSESSED_COMPETENT = "assessed_competent"
    COUNTERSIGNED = "countersigned"
    AWAITING_IQA = "awaiting_iqa"
    IQA_ACTION_REQUIRED = "iqa_action_required"
    ACHIEVED = "achieved"
    RPL_GRANTED = "rpl_granted"
    WITHDRAWN = "withdrawn"


_R = RegistrationStatus
_U = UnitStatus
LEFT = frozenset({_R.WITHDRAWN, _R.TRANSFERRED, _R.LAPSED})
"""Where a registration ended before its award: nothing more is decided under it."""

TO_RELEASE = frozenset({_U.AWAITING_IQA, _U.RPL_GRANTED})
"""Where a unit waits for its quality assurer."""


class Registration(HasStatus, Base):
    """One learner working towards one version of a qualification, award or scheme."""

    __tablename__ = "registrations"

    MOVES: ClassVar = {
        _R.APPLIED: {_R.INITIAL_ASSESSMENT, _R.WITHDRAWN},
        _R.INITIAL_ASSESSMENT: {_R.REGISTERED, _R.WITHDRAWN},
        _R.REGISTERED: {_R.ACTIVE, *LEFT},
        _R.ACTIVE: {_R.BREAK_IN_LEARNING, _R.UNITS_COMPLETE, *LEFT},
        _R.BREAK_IN_LEARNING: {_R.ACTIVE, *LEFT},
        _R.UNITS_COMPLETE: {_R.FINAL_IQA, _R.ACTIVE},
        _R.FINAL_IQA: {_R.CLAIM_READY, _R.ACTIVE},
        _R.CLAIM_READY: {_R.CLAIMED, _R.ACTIVE},
        _R.CLAIMED: {_R.CERTIFICATED, _R.CLAIM_REJECTED, _R.CLAIM_READY, _R.ACTIVE},
        _R.CLAIM_REJECTED: {_R.CLAIM_READY},
        _R.CERTIFICATED: {_R.ACTIVE},
        _R.WITHDRAWN: set(),
        _R.TRANSFERRED: set(),
        _R.LAPSED: set(),
    }

    id: Mapped[intpk]
    code: Mapped[str] = mapped_column(sa.String(26), unique=True, default=new_code)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("qualification_versions.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sites.id"), index=True)
    assessor_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    awarding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("qualification_numbers.id"))
    awarding_reference: Mapped[str] = mapped_column(sa.String(60), default="")
    status: Mapped[RegistrationStatus] = mapped_column(default=_R.APPLIED, index=True)
    registered_on: Mapped[date | None]
    target_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    row_version: Mapped[int] = mapped_column()

    learner: Mapped[User] = relationship(foreign_keys=[learner_id])
    assessor: Mapped[User] = relationship(foreign_keys=[assessor_id])
    iqa: Mapped[User] = relationship(foreign_keys=[iqa_id])
    version: Mapped[QualificationVersion] = relationship()
    site: Mapped[Site | None] = relationship()
    awarding: Mapped[QualificationNumber | None] = relationship()
    initial_assessment: Mapped["InitialAssessment | None"] = relationship()
    hand_overs: Mapped[list["HandOver"]] = relationship(
        back_populates="registration", order_by="HandOver.id", cascade="all, delete-orphan"
    )
    units: Mapped[list["UnitAssessment"]] = relationship(
        back_populates="registration", order_by="UnitAssessment.position"
    )

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.CheckConstraint("assessor_id != learner_id", name="assessor_is_not_learner"),
        sa.CheckConstraint("iqa_id != learner_id", name="iqa_is_not_learner"),
        sa.CheckConstraint("iqa_id != assessor_id", name="iqa_is_not_assessor"),
    )


class InitialAssessment(Base):
    """What a learner could do already when they began, and what they would need."""

    __tablename__ = "initial_assessments"

    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id"), primary_key=True
    )
    found: Mapped[str] = mapped_column(sa.Text)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    made_by: Mapped[User] = relationship()


class HandOver(Base):
    """A learner's passing from one assessor to the next, with what the next one should know.

    `note` is written once, by whoever assessed them before or by an administrator in their place.
    """

    __tablename__ = "hand_overs"

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    former_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    next_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    handed_at: Mapped[datetime] = mapped_column(default=clock.now)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    written_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    written_at: Mapped[datetime | None]

    registration: Mapped[Registration] = relationship(back_populates="hand_overs")
    former: Mapped[User] = relationship(foreign_keys=[former_id])
    next: Mapped[User] = relationship(foreign_keys=[next_id])
    written_by: Mapped[User | None] = relationship(foreign_keys=[written_by_id])

    __table_args__ = (
        sa.CheckConstraint("former_id != next_id", name="to_another"),
        sa.CheckConstraint("(written_at IS NULL) = (note = '')", name="written_with_words"),
        sa.Index("ix_hand_overs_to_write", "former_id", "written_at"),
    )


class UnitAssessment(HasStatus, Base):
    """One chosen unit under one registration, from not started to achieved.

    When the learner moves to a later version of a unit that has begun, this stays with what was
    decided, withdrawn, and `followed_by` is where the work goes on. One that was achieved and is
    not in the later version stays achieved, in no group, and counts no more.
    """

    __tablename__ = "unit_assessments"

    MOVES: ClassVar = {
        _U.NOT_STARTED: {_U.PLANNED, _U.IN_PROGRESS, _U.RPL_GRANTED, _U.WITHDRAWN},
        _U.PLANNED: {_U.IN_PROGRESS, _U.RPL_GRANTED, _U.WITHDRAWN},
        _U.IN_PROGRESS: {_U.READY, _U.WITHDRAWN},
        _U.READY: {_U.LEARNER_SIGNED, _U.IN_PROGRESS, _U.WITHDRAWN},
        _U.LEARNER_SIGNED: {_U.ASSESSED_COMPETENT, _U.IN_PROGRESS},
        _U.ASSESSED_COMPETENT: {_U.COUNTERSIGNED, _U.AWAITING_IQA, _U.IN_PROGRESS},
        _U.COUNTERSIGNED: {_U.AWAITING_IQA},
        _U.AWAITING_IQA: {_U.ACHIEVED, _U.IQA_ACTION_REQUIRED, _U.IN_PROGRESS},
        _U.IQA_ACTION_REQUIRED: {_U.IN_PROGRESS},
        _U.RPL_GRANTED: {_U.AWAITING_IQA, _U.NOT_STARTED, _U.PLANNED, _U.WITHDRAWN},
        _U.ACHIEVED: {_U.IN_PROGRESS, _U.WITHDRAWN},
        _U.WITHDRAWN: set(),
    }

    id: Mapped[intpk]
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"))
    unit_version_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_versions.id"), index=True)
    group_code: Mapped[str] = mapped_column(sa.String(20))
    position: Mapped[int]
    status: Mapped[UnitStatus] = mapped_column(default=_U.NOT_STARTED, index=True)
    cycle: Mapped[int] = mapped_column(default=1)
    achieved_on: Mapped[date | None]
    followed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    row_version: Mapped[int] = mapped_column()

    registration: Mapped[Registration] = relationship(back_populates="units")
    unit_version: Mapped[UnitVersion] = relationship()
    followed_by: Mapped["UnitAssessment | None"] = relationship(remote_side="UnitAssessment.id")

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("registration_id", "unit_version_id"),
        sa.Index("ix_unit_assessments_standing", "registration_id", "status"),
    )

    @hybrid_property
    def counts(self) -> bool:
        """Whether it is among the units of the version its registration is on now."""
        return self.status is not UnitStatus.WITHDRAWN and self.group_code != ""

    @counts.inplace.expression
    @classmethod
    def _counts(cls) -> sa.ColumnElement[bool]:
        return sa.and_(cls.status != UnitStatus.WITHDRAWN, cls.group_code != "")


class CreditTransfer(Base):
    """A unit the learner holds already, counted here by its proof instead of new evidence.

    The proof is a certificate from elsewhere, or a unit achieved here under another registration;
    `held_code` is the unit's code on it. It holds until `ended_at`, when a quality assurer did not
    agree; the unit then stands as before, at `came_from`.
    """

    __tablename__ = "credit_transfers"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    elsewhere_id: Mapped[int | None] = mapped_column(sa.ForeignKey("elsewhere_certificates.id"))
    from_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    held_code: Mapped[str] = mapped_column(sa.String(40))
    proof: Mapped[str] = mapped_column(sa.String(500))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    came_from: Mapped[UnitStatus]
    checked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    checked_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(sa.Text, default="")

    unit_assessment: Mapped[UnitAssessment] = relationship(foreign_keys=[unit_assessment_id])
    elsewhere: Mapped[ElsewhereCertificate | None] = relationship()
    from_unit: Mapped[UnitAssessment | None] = relationship(foreign_keys=[from_unit_id])
    checked_by: Mapped[User] = relationship(foreign_keys=[checked_by_id])

    __table_args__ = (
        sa.CheckConstraint("checked_by_id != learner_id", name="checked_by_another"),
        sa.CheckConstraint(
            "(elsewhere_id IS NULL) != (from_unit_id IS NULL)", name="one_proof_of_a_kind"
        ),
        sa.Index(
            "uq_credit_transfers_in_force",
            "unit_assessment_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )


class EndWarning(Base):
    """A warning that something runs out, so that it is given once; `about` names it and its day."""

    __tablename__ = "end_warnings"

    id: Mapped[intpk]
    about: Mapped[str] = mapped_column(sa.String(200), unique=True)
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
