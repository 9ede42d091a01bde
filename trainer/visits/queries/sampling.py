"""What a visitor reads of sampling: draws as they were drawn, and what was looked into this year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, raiseload

from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment
from trainer.sampling.coverage import coverage_of
from trainer.sampling.matrix import Line, Matrix, matrix_of
from trainer.sampling.models import Sample, SampleRow
from trainer.sampling.queries import Show, rows_of_sample
from trainer.visits import policies
from trainer.visits.models import Visit


@dataclass(frozen=True)
class Covered:
    """The matrix of one qualification, and those of its lines that are in scope."""

    qualification_id: int
    matrix: Matrix
    lines: Sequence[Line]


def draws(visit: Visit) -> Sequence[Sample]:
    """List the samples drawn from decisions in scope, the latest first, ready to list."""
    return db.session.scalars(_samples(visit).order_by(Sample.id.desc())).all()


def draw(visit: Visit, sample_id: int) -> sa.Select[Sample]:
    """Select a sample drawn from decisions in scope, for its page."""
    return _samples(visit).where(Sample.id == sample_id)


def _samples(visit: Visit) -> sa.Select[Sample]:
    drawn = (
        sa.select(SampleRow.sample_id)
        .join(UnitAssessment, UnitAssessment.id == SampleRow.unit_assessment_id)
        .where(UnitAssessment.registration_id.in_(_in_scope(visit)))
    )
    return (
        sa.select(Sample)
        .where(Sample.id.in_(drawn))
        .options(joinedload(Sample.drawn_by), joinedload(Sample.strategy), raiseload("*"))
    )


def drawn_rows(visit: Visit, sample: Sample, show: Show) -> Columns:
    """Select the rows of a sample that are in scope, picked or left out, as columns to list."""
    return rows_of_sample(sample, show).where(Registration.id.in_(_in_scope(visit)))


def as_drawn(visit: Visit, sample: Sample) -> list[AnyRow]:
    """List every row of a sample in scope: the picked ones, then those left out."""
    found: list[AnyRow] = [
        row
        for show in (Show.PICKED, Show.LEFT)
        for row in db.session.scalars(drawn_rows(visit, sample, show))
    ]
    return found


def covered(visit: Visit) -> list[Covered]:
    """Say for each qualification what was looked into this year, at the sites of the visit."""
    sites = {one.site_id for one in visit.sites}
    found = []
    for qualification_id in sorted(one.qualification_id for one in visit.qualifications):
        matrix = matrix_of(coverage_of(qualification_id, None))
        lines = [one for one in matrix.lines if not sites or one.work.site in sites]
        if lines:
            found.append(Covered(qualification_id, matrix, lines))
    return found


def _in_scope(visit: Visit) -> Any:
    return policies.registrations_in_scope(visit).with_only_columns(Registration.id)
