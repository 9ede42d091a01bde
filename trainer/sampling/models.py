"""Strategies, what a draw froze, what it picked, and every look at somebody's decisions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.core.database import Base, HasStatus, intpk
from trainer.registrations.models import UnitAssessment
from trainer.sampling.rules.risk import Verdict


class Stage(StrEnum):
    """Whether decisions are looked into on the way, or once a unit is assessed."""

    INTERIM = "interim"
    SUMMATIVE = "summative"


class PickStatus(StrEnum):
    """Where the look at a picked unit has got to."""

    PLANNED = "planned"
    SELECTED = "selected"
    REVIEWING = "reviewing"
    AGREED = "agreed"
    AGREED_WITH_POINTS = "agreed_with_points"
    DISAGREED = "disagreed"
    ACTION_OPEN = "action_open"
    ACTION_CLOSED = "action_closed"
    DROPPED = "dropped"


OPEN = frozenset({PickStatus.PLANNED, PickStatus.SELECTED, PickStatus.REVIEWING})
"""Where a picked unit is still to be looked into."""


class SignKind(StrEnum):
    """What makes a unit be looked into, and is known elsewhere first."""

    APPEALED = "appealed"
    SAME_FAULT = "same_fault"


class Strategy(Base):
    """How decisions on a qualification are sampled, from one day on; a change is a new row."""

    __tablename__ = "sampling_strategies"

    id: Mapped[intpk]
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    version: Mapped[int]
    settings: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(sa.Text)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    qualification: Mapped[Qualification] = relationship()
    made_by: Mapped[User | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("qualification_id", "version"),)


class Sample(Base):
    """One draw: the seed, all that it rested on, and the hash of the population it froze.

    `inputs` are the settings, rates and coverage of that moment; `chosen_seed` says that a person
    gave the seed rather than the ledger.
    """

    __tablename__ = "samples"

    id: Mapped[intpk]
    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("sampling_strategies.id"), index=True)
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"), index=True)
    stage: Mapped[Stage]
    seed: Mapped[str] = mapped_column(sa.String(80))
    chosen_seed: Mapped[bool]
    inputs: Mapped[dict[str, Any]]
    size: Mapped[int]
    picked: Mapped[int]
    population_hash: Mapped[str] = mapped_column(sa.String(64))
    drawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    drawn_at: Mapped[datetime] = mapped_column(default=clock.now)

    strategy: Mapped[Strategy] = relationship()
    qualification: Mapped[Qualification] = relationship()
    drawn_by: Mapped[User | None] = relationship()


class SampleRow(Base):
    """One unit decision of a frozen population: what was known of it, and why it was picked or not.

    `facts` are the fields of `rules.drawing.Row` as they were written down and hashed, `reasons`
    those the draw gave.
    """

    __tablename__ = "sample_rows"

    id: Mapped[intpk]
    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("samples.id"))
    unit_assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    cycle: Mapped[int]
    stage: Mapped[Stage]
    assessor_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    facts: Mapped[str] = mapped_column(sa.Text)
    picked: Mapped[bool]
    reasons: Mapped[list[Any]]

    sample: Mapped[Sample] = relationship()
    unit_assessment: Mapped[UnitAssessment] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("unit_assessment_id", "cycle", "stage"),
        sa.Index("ix_sample_rows_sample", "sample_id", "picked", "assessor_id"),
    )


class Look(Base):
    """A quality assurer looked into a unit and says what they make of it: one line of a record.

    Whether or not a draw picked it. `assessor_id` is whose decisions they are; `answers` are the
    questions of the sample workspace with what was answered to each.
    """

    __tablename__ = "looks"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    cycle: Mapped[int]
    stage: Mapped[Stage]
    assessor_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    qualification_id: Mapped[int] = mapped_column(sa.ForeignKey("qualifications.id"))
    iqa_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    verdict: Mapped[Verdict]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    content_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    looked_at: Mapped[datetime] = mapped_column(default=clock.now)

    unit_assessment: Mapped[UnitAssessment] = relationship()
    iqa: Mapped[User] = relationship(foreign_keys=[iqa_id])
    assessor: Mapped[User] = relationship(foreign_keys=[assessor_id])

    __table_args__ = (
        sa.Index("ix_looks_unit", "unit_assessment_id", "cycle"),
        sa.Index("ix_looks_record", "qualification_id", "assessor_id", "looked_at"),
        sa.CheckConstraint("iqa_id != assessor_id", name="not_by_the_assessor"),
    )


class Sign(Base):
    """Something happened that makes a unit be looked into; written by whoever comes to know it.

    `look` is the one that found the fault, where the unit may share it.
    """

    __tablename__ = "sampling_signs"

    id: Mapped[intpk]
    unit_assessment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("unit_assessments.id"), index=True
    )
    kind: Mapped[SignKind]
    look_id: Mapped[int | None] = mapped_column(sa.ForeignKey("looks.id"), index=True)
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)

    unit_assessment: Mapped[UnitAssessment] = relationship()
    look: Mapped[Look | None] = relationship()


_P = PickStatus


class Pick(HasStatus, Base):
    """A picked unit, on its way from the plan to what its quality assurer says of it.

    A draw picks it (`row`), or a sign does that came up after the draw. `due_on` is the day by
    which it is to be looked into. The quality assurer of the registration looks into it, unless it
    was handed on to another (`handed_to`). One whose unit was opened again before anybody looked into it is
    dropped, and its unit picked again by the next draw after it is assessed anew. One whose learner
    left is dropped too.
    """

    __tablename__ = "sample_picks"

    MOVES: ClassVar = {
        _P.PLANNED: {_P.SELECTED, _P.DROPPED},
        _P.SELECTED: {_P.REVIEWING, _P.DROPPED},
        _P.REVIEWING: {_P.AGREED, _P.AGREED_WITH_POINTS, _P.DISAGREED, _P.DROPPED},
        _P.AGREED: set(),
        _P.AGREED_WITH_POINTS: {_P.ACTION_OPEN},
        _P.DISAGREED: {_P.ACTION_OPEN},
        _P.ACTION_OPEN: {_P.ACTION_CLOSED},
        _P.ACTION_CLOSED: {_P.ACTION_OPEN},
        _P.DROPPED: set(),
    }

    id: Mapped[intpk]
    row_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sample_rows.id"), unique=True)
    sign_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sampling_signs.id"), unique=True)
    look_id: Mapped[int | None] = mapped_column(sa.ForeignKey("looks.id"), index=True)
    unit_assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_assessments.id"))
    cycle: Mapped[int]
    stage: Mapped[Stage]
    status: Mapped[PickStatus] = mapped_column(default=_P.SELECTED, index=True)
    due_on: Mapped[date]
    handed_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    handed_on_because: Mapped[str] = mapped_column(sa.Text, default="")
    row_version: Mapped[int] = mapped_column()

    row: Mapped[SampleRow | None] = relationship()
    sign: Mapped[Sign | None] = relationship()
    look: Mapped[Look | None] = relationship()
    unit_assessment: Mapped[UnitAssessment] = relationship()
    handed_to: Mapped[User | None] = relationship()

    @property
    def iqa(self) -> User:
        """Who looks into it: the quality assurer it was handed to, or that of the registration."""
        return self.handed_to or self.unit_assessment.registration.iqa

    __mapper_args__ = {"version_id_col": row_version}  # noqa: RUF012 - SQLAlchemy's way
    __table_args__ = (
        sa.Index("ix_sample_picks_unit", "unit_assessment_id", "cycle"),
        sa.CheckConstraint("(row_id IS NULL) != (sign_id IS NULL)", name="picked_by_one"),
    )
