"""Submissions, the judgements made on them, and the signatures under a unit."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.logs.models import Revision, StoredFile
from trainer.registrations.models import Registration, UnitAssessment


class SubmissionStatus(StrEnum):
    """Where one sending of evidence has got to."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    PART_ACCEPTED = "part_accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class CriterionState(StrEnum):
    """How one criterion stands under one registration."""

    NOT_STARTED = "not_started"
    CLAIMED = "claimed"
    MET = "met"
    NOT_YET_MET = "not_yet_met"
    REOPENED = "reopened"


class SignedAs(StrEnum):
    """In which part somebody signs a unit."""

    LEARNER = "learner"
    ASSESSOR = "assessor"
    COUNTERSIGNER = "countersigner"
    IQA = "iqa"


_S = SubmissionStatus


class Submission(HasStatus, Base):
    """One revision put before an assessor under one registration.

    Once it is decided only a correction moves it, from one outcome to another.
    """

    __tablename__ = "submissions"

    MOVES: ClassVar = {
        _S.SUBMITTED: {
            _S.IN_REVIEW,
            _S.ACCEPTED,
            _S.PART_ACCEPTED,
            _S.RETURNED,
            _S.WITHDRAWN,
        },
        _S.IN_REVIEW: {_S.ACCEPTED, _S.PART_ACCEPTED, _S.RETURNED, _S.WITHDRAWN},
        _S.ACCEPTED: {_S.PART_ACCEPTED, _S.RETURNED},
        _S.PART_ACCEPTED: {_S.ACCEPTED, _S.RETURNED},
        _S.RETURNED: {_S.ACCEPTED, _S.PART_ACCEPTED},
        _S.WITHDRAWN: set(),
    }

    id: Mapped[intpk]
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registrations.id"), index=True)
    assessor_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    status: Mapped[SubmissionStatus] = mapped_column(default=_S.SUBMITTED)
    declaration: Mapped[str] = mapped_column(sa.Text)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    submitted_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    opened_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    feedback: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    revision: Mapped[Revision] = relationship()
    registration: Mapped[Registration] = relationship()
    assessor: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.UniqueConstraint("revision_id", "registration_id"),
        sa.Index("ix_submissions_queue", "assessor_id", "status", "submitted_at"),
    )

    @property
    def is_open(self) -> bool:
        """Whether this still waits for its assessor."""
        return self.status in {_S.SUBMITTED, _S.IN_REVIEW}


class DraftJudgement(Base):
    """What an assessor is about to decide: theirs alone until they sign it.

    What is said of the evidence (`vacsr`) is said once for all criteria drafted on it, unless this
    one has its own.
    """

    __tablename__ = "draft_judgements"

    id: Mapped[intpk]
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submissions.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"))
    outcome: Mapped[CriterionState]
    vacsr: Mapped[list[str]] = mapped_column(default=list)
    vacsr_note: Mapped[str] = mapped_column(sa.Text, default="")
    has_own_vacsr: Mapped[bool] = mapped_column(default=False)
    feedback: Mapped[str] = mapped_column(sa.Text, default="")
    relied_on: Mapped[list[Any]] = mapped_column(default=list)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    criterion: Mapped[Criterion] = relationship()

    __table_args__ = (sa.UniqueConstraint("submission_id", "criterion_id"),)


class Judgement(Base):
    """One decision on one criterion. Never edited: a later one supersedes it, with its reason.

    With `carried_from_id` it states again, under the version the learner moved to, what its judge
    had decided then on the same criterion of an earlier version: same judge, day and evidence.
    """

    __tablename__ = "judgements"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"), index=True)
    submission_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submissions.id"), index=True)
    outcome: Mapped[CriterionState]
    judge_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)
    vacsr: Mapped[list[str]] = mapped_column(default=list)
    vacsr_note: Mapped[str] = mapped_column(sa.Text, default="")
    feedback: Mapped[str] = mapped_column(sa.Text, default="")
    supersedes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("judgements.id"), unique=True)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    carried_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("judgements.id"))

    criterion: Mapped[Criterion] = relationship()
    judge: Mapped[User] = relationship(foreign_keys=[judge_id])
    submission: Mapped[Submission | None] = relationship()
    unit_assessment: Mapped[UnitAssessment] = relationship()
    items: Mapped[list["JudgedItem"]] = relationship(
        back_populates="judgement", order_by="JudgedItem.id"
    )
    replies: Mapped[list["FeedbackReply"]] = relationship(
        back_populates="judgement", order_by="FeedbackReply.id"
    )

    __table_args__ = (
        sa.CheckConstraint("judge_id != learner_id", name="not_ones_own_work"),
        sa.UniqueConstraint("carried_from_id", "unit_assessment_id"),
        sa.Index(
            "uq_judgements_first",
            "submission_id",
            "criterion_id",
            unique=True,
            sqlite_where=sa.text("supersedes_id IS NULL"),
            postgresql_where=sa.text("supersedes_id IS NULL"),
        ),
    )

    @property
    def is_decision(self) -> bool:
        """Whether this says met or not yet met, rather than asking for that to be said again."""
        return self.outcome is not CriterionState.REOPENED


class FeedbackReply(Base):
    """What the learner, or the assessor after them, wrote about the feedback on a criterion."""

    __tablename__ = "feedback_replies"

    id: Mapped[intpk]
    judgement_id: Mapped[int] = mapped_column(sa.ForeignKey("judgements.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    words: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    judgement: Mapped[Judgement] = relationship(back_populates="replies")
    author: Mapped[User] = relationship()


class JudgedItem(Base):
    """A revision a judgement rests on, with the hash of its words and files as they were."""

    __tablename__ = "judged_items"

    id: Mapped[intpk]
    judgement_id: Mapped[int] = mapped_column(sa.ForeignKey("judgements.id"), index=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_revisions.id"), index=True)
    content_hash: Mapped[str] = mapped_column(sa.String(64))

    judgement: Mapped[Judgement] = relationship(back_populates="items")
    revision: Mapped[Revision] = relationship()
    files: Mapped[list["JudgedFile"]] = relationship(
        back_populates="item", order_by="JudgedFile.id"
    )


class JudgedFile(Base):
    """A file a judgement rests on: what was kept, and what the judge was shown of it."""

    __tablename__ = "judged_files"

    id: Mapped[intpk]
    judged_item_id: Mapped[int] = mapped_column(sa.ForeignKey("judged_items.id"), index=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    shown_sha256: Mapped[str | None] = mapped_column(sa.String(64))

    item: Mapped[JudgedItem] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship()


class CriterionStanding(Base):
    """How a criterion stands now: what the judgements add up to, kept ready to be read.

    `trainer check` computes it anew from submissions and judgements and compares.
    """

    __tablename__ = "criterion_standings"

    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), primary_key=True
    )
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criteria.id"), primary_key=True)
    state: Mapped[CriterionState]
    judgement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("judgements.id"))
    submission_id: Mapped[int | None] = mapped_column(sa.ForeignKey("submissions.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


class Signature(Base):
    """Somebody's name under a unit: who, as what, the words, when, and what exactly they saw."""

    __tablename__ = "signatures"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    cycle: Mapped[int]
    signer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    signed_as: Mapped[SignedAs]
    meaning: Mapped[str] = mapped_column(sa.Text)
    printed_name: Mapped[str] = mapped_column(sa.String(200))
    reauthenticated_at: Mapped[datetime]
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    content_hash: Mapped[str] = mapped_column(sa.String(64))

    unit_assessment: Mapped[UnitAssessment] = relationship()
    signer: Mapped[User] = relationship(foreign_keys=[signer_id])

    __table_args__ = (
        sa.UniqueConstraint("unit_assessment_id", "cycle", "signed_as"),
        sa.UniqueConstraint("unit_assessment_id", "cycle", "signer_id"),
        sa.CheckConstraint(
            "(signed_as = 'learner') = (signer_id = learner_id)", name="only_the_learner_as_learner"
        ),
    )
