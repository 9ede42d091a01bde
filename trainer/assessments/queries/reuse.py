"""Where one piece of evidence is used: in which qualifications and units, and what was decided there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import (
    CriterionState,
    JudgedItem,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.catalogue.models import Criterion, QualificationVersion, UnitVersion
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import CriterionLink, Item, Revision
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus


@dataclass(frozen=True, slots=True)
class Use:
    """A criterion a piece of evidence is claimed for under one registration.

    `met_by_it` says whether a decision in force rests on this very evidence.
    """

    registration_id: int
    qualification: str
    unit_assessment_id: int
    unit: str
    level: int | None
    number: str
    sent: bool
    met_by_it: bool


def uses_of(item_id: int) -> Sequence[Use]:
    """List where a piece of evidence is claimed, by qualification and unit; one statement.

    Each link is judged by itself: what was decided in one place is never read into another.
    """
    return [Use(*row) for row in db.session.execute(*_uses(item_id))]


@prepared
def _uses(item_id: Any) -> Columns:
    sent = (
        sa.select(Submission.id)
        .join(Revision, Revision.id == Submission.revision_id)
        .where(
            Revision.item_id == item_id,
            Submission.registration_id == Registration.id,
            Submission.status != SubmissionStatus.WITHDRAWN,
        )
        .correlate(Registration)
    )
    return (
        sa.select(
            Registration.id,
            QualificationVersion.title,
            UnitAssessment.id,
            UnitVersion.title,
            UnitVersion.level,
            Criterion.number,
            sent.exists(),
            _met_by(item_id).exists(),
        )
        .select_from(Item)
        .join(Revision, sa.and_(Revision.item_id == Item.id, Revision.number == Item.latest))
        .join(CriterionLink, CriterionLink.revision_id == Revision.id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
        .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
        .join(
            Registration,
            sa.and_(
                Registration.id == UnitAssessment.registration_id,
                Registration.learner_id == Item.owner_id,
            ),
        )
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(Item.id == item_id, UnitAssessment.status != UnitStatus.WITHDRAWN)
        .order_by(Registration.id, UnitAssessment.position, Criterion.position)
    )


def _met_by(item_id: Any) -> sa.Select[int]:
    """Select decisions in force that say a criterion is met by this evidence."""
    cited, later = aliased(Revision), aliased(Judgement)
    return (
        sa.select(Judgement.id)
        .join(JudgedItem, JudgedItem.judgement_id == Judgement.id)
        .join(cited, cited.id == JudgedItem.revision_id)
        .where(
            cited.item_id == item_id,
            Judgement.unit_assessment_id == UnitAssessment.id,
            Judgement.criterion_id == Criterion.id,
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(later.supersedes_id == Judgement.id),
        )
        .correlate(UnitAssessment, Criterion)
    )
