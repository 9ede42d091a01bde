"""Criteria down, evidence across: what each piece was claimed for, and what was decided on it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    JudgedItem,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.catalogue.models import Criterion, LearningOutcome, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import CriterionLink, EvidenceStatus, Revision, label_of
from trainer.portfolios.queries.sent import sent_under
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

_C = CriterionState
MARKS = (None, _C.CLAIMED, _C.MET, _C.NOT_YET_MET)
"""What a cell can say; kept as places in this list, because there are tens of thousands of them."""

_STRONGER = {_C.MET: 2, _C.NOT_YET_MET: 3}
Said = dict[int, dict[int, int]]


@dataclass(frozen=True)
class MatrixRow:
    """A criterion with a mark for each piece of evidence, in the order of the columns."""

    row: AnyRow
    marks: list[int]


@dataclass(frozen=True)
class Matrix:
    """The whole of it, or one unit's part with only the evidence used there."""

    units: Sequence[AnyRow]
    items: Sequence[AnyRow]
    rows: Sequence[MatrixRow]
    unit_id: int | None

    @cached_property
    def labels(self) -> list[str]:
        """The heads of the columns: `E007`."""
        return [label_of(item.number) for item in self.items]

    def outcomes(self) -> Iterator[tuple[AnyRow, list[MatrixRow]]]:
        """Go through the rows outcome by outcome, each led by what it says of its unit."""
        for _key, rows in groupby(self.rows, lambda one: (one.row.unit_id, one.row.outcome_number)):
            held = list(rows)
            yield held[0].row, held

    def cited(self, row: MatrixRow) -> Iterator[tuple[CriterionState, list[str]]]:
        """Say for one criterion which evidence it was met by, claimed by, and not yet met by."""
        for mark in (2, 1, 3):
            labels = [
                label for label, said in zip(self.labels, row.marks, strict=True) if said == mark
            ]
            state = MARKS[mark]
            if labels and state is not None:
                yield state, labels


def matrix_of(registration: Registration, unit_id: int | None = None) -> Matrix:
    """Lay out a registration's criteria and evidence in four statements, whatever its size."""
    criteria = db.session.execute(*_criteria(registration.id)).all()
    units = list({row.unit_id: row for row in criteria}.values())
    items, said = sent_under(registration), _said(registration)
    chosen = [row for row in criteria if unit_id in {None, row.unit_id}]
    if unit_id is not None:
        used = {item for row in chosen for item in said.get(row.criterion_id, ())}
        items = [one for one in items if one.id in used]
    standing = [one.id for one in items]
    void = {one.id for one in items if one.item_status is EvidenceStatus.VOID}
    rows = [MatrixRow(row, _marks(said.get(row.criterion_id), standing, void)) for row in chosen]
    return Matrix(units, items, rows, unit_id)


def _marks(said: dict[int, int] | None, items: list[int], void: set[int]) -> list[int]:
    """Mark a row; nothing rests on what was found void."""
    if said is None:
        return [0] * len(items)
    return [0 if item in void else said.get(item, 0) for item in items]


def _said(registration: Registration) -> Said:
    """Tell for each criterion which items were claimed for it, and what was decided on them."""
    said: Said = defaultdict(dict)
    for criterion_id, item_id in db.session.execute(*_claims(registration.id)):
        said[criterion_id][item_id] = 1
    for criterion_id, item_id, outcome in db.session.execute(*_decisions(registration.id)):
        mark = _STRONGER.get(outcome, 1)
        if said[criterion_id].get(item_id) != _STRONGER[_C.MET]:
            said[criterion_id][item_id] = mark
    return said


@prepared
def _criteria(registration_id: Any) -> Columns:
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.criterion_id == Criterion.id,
    )
    return (
        sa.select(
            UnitAssessment.id.label("unit_id"),
            UnitVersion.code,
            UnitVersion.title.label("unit"),
            LearningOutcome.number.label("outcome_number"),
            LearningOutcome.title.label("outcome"),
            Criterion.id.label("criterion_id"),
            Criterion.number,
            Criterion.text,
            sa.func.coalesce(CriterionStanding.state, _C.NOT_STARTED).label("state"),
        )
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Criterion, Criterion.unit_version_id == UnitVersion.id)
        .join(LearningOutcome, LearningOutcome.id == Criterion.outcome_id)
        .outerjoin(CriterionStanding, standing)
        .where(
            UnitAssessment.registration_id == registration_id,
            UnitAssessment.status != UnitStatus.WITHDRAWN,
        )
        .order_by(UnitAssessment.group_code, UnitAssessment.position, Criterion.position)
    )


@prepared
def _claims(registration_id: Any) -> Columns:
    return (
        sa.select(CriterionLink.criterion_id, Revision.item_id)
        .join(Revision, Revision.id == CriterionLink.revision_id)
        .join(Submission, Submission.revision_id == Revision.id)
        .where(
            Submission.registration_id == registration_id,
            Submission.status != SubmissionStatus.WITHDRAWN,
        )
    )


@prepared
def _decisions(registration_id: Any) -> Columns:
    later = aliased(Judgement)
    return (
        sa.select(Judgement.criterion_id, Revision.item_id, Judgement.outcome)
        .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
        .join(JudgedItem, JudgedItem.judgement_id == Judgement.id)
        .join(Revision, Revision.id == JudgedItem.revision_id)
        .outerjoin(later, later.supersedes_id == Judgement.id)
        .where(UnitAssessment.registration_id == registration_id, later.id.is_(None))
        .order_by(Judgement.id)
    )
