"""Which criteria a revision or a submission claims, under which registrations."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.policies import SUBMITTING
from trainer.assessments.rules import Claim, Ruling, Stands, standing_of
from trainer.catalogue.models import Criterion, LearningOutcome, QualificationVersion, UnitVersion
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import CriterionLink, Revision
from trainer.registrations.crediting import is_credited
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

OPEN = (SubmissionStatus.SUBMITTED, SubmissionStatus.IN_REVIEW)


@dataclass
class Offer:
    """A registration a revision can be submitted under, and what it would claim there."""

    registration_id: int
    title: str
    assessor: str
    claims: list[AnyRow] = field(default_factory=list)
    taken: bool = False

    @property
    def to_do(self) -> int:
        """How many of the claimed criteria are still to be met."""
        return sum(claim.state is not CriterionState.MET for claim in self.claims)


def offers(revision: Revision) -> list[Offer]:
    """List the active registrations of the owner that the revision's criteria belong to.

    One where an earlier sending of the item still waits, or which has this revision already, is
    marked as taken.
    """
    found: dict[int, Offer] = {}
    for row in db.session.execute(_offered(revision)):
        offer = found.setdefault(
            row.registration_id, Offer(row.registration_id, row.qualification, row.assessor)
        )
        offer.claims.append(row)
    taken = set(db.session.scalars(_taken(revision))) if found else set()
    for offer in found.values():
        offer.taken = offer.registration_id in taken
    return list(found.values())


def _offered(revision: Revision) -> Columns:
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.criterion_id == Criterion.id,
    )
    return (
        sa.select(
            Registration.id.label("registration_id"),
            QualificationVersion.title.label("qualification"),
            User.name.label("assessor"),
            UnitAssessment.id.label("unit_assessment_id"),
            UnitVersion.title.label("unit"),
            Criterion.id.label("criterion_id"),
            Criterion.number,
            Criterion.text,
            sa.func.coalesce(CriterionStanding.state, CriterionState.NOT_STARTED).label("state"),
        )
        .join(UnitAssessment, UnitAssessment.registration_id == Registration.id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Criterion, Criterion.unit_version_id == UnitVersion.id)
        .join(CriterionLink, CriterionLink.criterion_id == Criterion.id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(User, User.id == Registration.assessor_id)
        .outerjoin(CriterionStanding, standing)
        .where(
            CriterionLink.revision_id == revision.id,
            Registration.learner_id == revision.item.owner_id,
            Registration.status.in_(SUBMITTING),
            UnitAssessment.status != UnitStatus.WITHDRAWN,
            ~is_credited(),
        )
        .order_by(Registration.id, UnitAssessment.position, Criterion.position)
    )


def _taken(revision: Revision) -> sa.Select[int]:
    return (
        sa.select(Submission.registration_id)
        .join(Revision, Revision.id == Submission.revision_id)
        .where(
            Revision.item_id == revision.item_id,
            sa.or_(Submission.status.in_(OPEN), Submission.revision_id == revision.id),
        )
    )


@prepared
def claimed_by(revision_id: Any, registration_id: Any) -> Columns:
    """Select what a submission claims: each criterion, how it stands, the learner's note."""
    standing = sa.and_(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.criterion_id == Criterion.id,
    )
    return (
        sa.select(
            UnitAssessment.id.label("unit_assessment_id"),
            UnitAssessment.status.label("unit_status"),
            UnitVersion.title.label("unit"),
            Criterion.id.label("criterion_id"),
            Criterion.number,
            Criterion.text,
            LearningOutcome.id.label("outcome_id"),
            LearningOutcome.number.label("outcome"),
            LearningOutcome.title.label("outcome_title"),
            CriterionLink.note,
            sa.func.coalesce(CriterionStanding.state, CriterionState.NOT_STARTED).label("state"),
        )
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Criterion, Criterion.unit_version_id == UnitVersion.id)
        .join(LearningOutcome, LearningOutcome.id == Criterion.outcome_id)
        .join(CriterionLink, CriterionLink.criterion_id == Criterion.id)
        .outerjoin(CriterionStanding, standing)
        .where(
            CriterionLink.revision_id == revision_id,
            UnitAssessment.registration_id == registration_id,
            sa.or_(
                UnitAssessment.status != UnitStatus.WITHDRAWN,
                UnitAssessment.followed_by_id.is_not(None),
            ),
            ~is_credited(),
        )
        .order_by(UnitAssessment.position, Criterion.position)
    )


def standings(
    registration_id: int, criterion_ids: Collection[int] | None = None
) -> dict[tuple[int, int], Stands]:
    """Compute how criteria stand from submissions and judgements, by unit assessment and criterion.

    This is the truth that `CriterionStanding` keeps ready; without `criterion_ids`, of all the
    criteria anything has happened to.
    """
    claims: dict[tuple[int, int], list[Claim]] = {}
    rulings: dict[tuple[int, int], list[Ruling]] = {}
    for row in db.session.execute(_claims(registration_id, criterion_ids)):
        claim = Claim(row.id, row.status in OPEN)
        claims.setdefault((row.unit_assessment_id, row.criterion_id), []).append(claim)
    for row in db.session.execute(_rulings(registration_id, criterion_ids)):
        ruling = Ruling(row.id, row.submission_id, row.outcome, row.supersedes_id)
        rulings.setdefault((row.unit_assessment_id, row.criterion_id), []).append(ruling)
    return {
        key: standing_of(claims.get(key, ()), rulings.get(key, ()))
        for key in claims.keys() | rulings.keys()
    }


def _claims(registration_id: int, criterion_ids: Collection[int] | None) -> Columns:
    select = (
        sa.select(
            Submission.id,
            Submission.status,
            CriterionLink.criterion_id,
            UnitAssessment.id.label("unit_assessment_id"),
        )
        .join(CriterionLink, CriterionLink.revision_id == Submission.revision_id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .join(
            UnitAssessment,
            sa.and_(
                UnitAssessment.unit_version_id == Criterion.unit_version_id,
                UnitAssessment.registration_id == Submission.registration_id,
            ),
        )
        .where(Submission.registration_id == registration_id, ~is_credited())
        .order_by(Submission.id)
    )
    if criterion_ids is not None:
        select = select.where(CriterionLink.criterion_id.in_(criterion_ids))
    return select


def _rulings(registration_id: int, criterion_ids: Collection[int] | None) -> Columns:
    select = (
        sa.select(
            Judgement.id,
            Judgement.submission_id,
            Judgement.outcome,
            Judgement.supersedes_id,
            Judgement.criterion_id,
            Judgement.unit_assessment_id,
        )
        .join(UnitAssessment, UnitAssessment.id == Judgement.unit_assessment_id)
        .where(UnitAssessment.registration_id == registration_id)
        .order_by(Judgement.id)
    )
    if criterion_ids is not None:
        select = select.where(Judgement.criterion_id.in_(criterion_ids))
    return select
