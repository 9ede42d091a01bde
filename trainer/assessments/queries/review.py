"""What the review workspace shows: a submission's claims, drafts, judgements and evidence."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.models import (
    CriterionState,
    DraftJudgement,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.assessments.queries.claims import OPEN, claimed_by
from trainer.assessments.rules import decided_on
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import AttachedFile, CriterionLink, Item, Revision
from trainer.logs.policies import is_usable
from trainer.registrations.models import Registration, UnitAssessment

LIVE = (*OPEN, SubmissionStatus.ACCEPTED, SubmissionStatus.PART_ACCEPTED)
"""Submissions a judgement may rest on: not those sent back or withdrawn."""


def workspace(submissions: sa.Select[Submission]) -> sa.Select[Submission]:
    """Load a submission with its evidence, learner and people, ready for the page."""
    return submissions.options(
        joinedload(Submission.assessor),
        joinedload(Submission.revision).options(
            joinedload(Revision.item),
            selectinload(Revision.files).joinedload(AttachedFile.file),
        ),
        joinedload(Submission.registration).options(
            joinedload(Registration.learner),
            joinedload(Registration.site),
            joinedload(Registration.version),
        ),
    )


@prepared
def opened_by(submission_id: Any, person_id: Any, day: Any) -> sa.Select[Submission]:
    """Select a submission of somebody else that this person may open on a day, for the page."""
    found = policies.others_visible(person_id, day)
    return workspace(found).where(Submission.id == submission_id)


def claims_on(submission: Submission) -> Sequence[AnyRow]:
    """List what a submission claims, unit by unit."""
    return db.session.execute(*claimed_by(submission.revision_id, submission.registration_id)).all()


def _own_outcomes(submission: Submission) -> dict[int, CriterionState]:
    return dict(db.session.execute(*_outcomes(submission.id)).all())


@prepared
def _outcomes(submission_id: Any) -> sa.Select[int, CriterionState]:
    later = aliased(Judgement)
    return sa.select(Judgement.criterion_id, Judgement.outcome).where(
        Judgement.submission_id == submission_id,
        ~sa.exists().where(later.supersedes_id == Judgement.id),
    )


def decisions_on(submission: Submission) -> list[CriterionState | None]:
    """Say of each claimed criterion what is decided, or None while nothing is."""
    own = _own_outcomes(submission)
    return [decided_on(own.get(claim.criterion_id), claim.state) for claim in claims_on(submission)]


def undecided(submission: Submission) -> list[AnyRow]:
    """List the claims of a submission that still ask for a judgement."""
    own = _own_outcomes(submission)
    return [
        claim
        for claim in claims_on(submission)
        if decided_on(own.get(claim.criterion_id), claim.state) is None
    ]


def judged_criteria(submission: Submission) -> set[int]:
    """Name the criteria somebody has judged on a submission."""
    select = sa.select(Judgement.criterion_id).where(Judgement.submission_id == submission.id)
    return set(db.session.scalars(select))


def drafts_on(submission: Submission) -> list[DraftJudgement]:
    """List what the assessor is about to decide, in the order it was begun."""
    return list(db.session.scalars(*_drafts(submission.id)))


@prepared
def _drafts(submission_id: Any) -> sa.Select[DraftJudgement]:
    return (
        sa.select(DraftJudgement)
        .where(DraftJudgement.submission_id == submission_id)
        .options(joinedload(DraftJudgement.criterion))
        .order_by(DraftJudgement.id)
    )


def mark_of(drafts: Collection[DraftJudgement]) -> str:
    """Make a short mark that changes whenever one of these drafts does."""
    said = ",".join(f"{draft.id}:{draft.saved_at.isoformat()}" for draft in drafts)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def live_revisions(registration_id: int) -> set[int]:
    """Name the revisions a judgement under this registration may rest on."""
    return set(
        db.session.scalars(
            sa.select(Submission.revision_id)
            .join(Revision, Revision.id == Submission.revision_id)
            .join(Item, Item.id == Revision.item_id)
            .where(
                Submission.registration_id == registration_id,
                Submission.status.in_(LIVE),
                is_usable(),
            )
        )
    )


def evidence_of(registration_id: int, revision_ids: Collection[int]) -> Sequence[Submission]:
    """Load the submissions of these revisions with their files, to be cited by a judgement."""
    if not revision_ids:
        return []
    return db.session.scalars(
        sa.select(Submission)
        .where(
            Submission.registration_id == registration_id,
            Submission.revision_id.in_(revision_ids),
        )
        .options(
            joinedload(Submission.revision)
            .selectinload(Revision.files)
            .joinedload(AttachedFile.file)
        )
        .order_by(Submission.id)
    ).all()


def other_items(submission: Submission) -> Sequence[AnyRow]:
    """List the learner's other live items under the registration, with the criteria they claim."""
    values = (submission.registration_id, submission.revision_id)
    return db.session.execute(*_other_items(*values)).all()


@prepared
def _other_items(registration_id: Any, revision_id: Any) -> Columns:
    return (
        sa.select(
            Revision.id,
            Item.number,
            Revision.number.label("revision"),
            Revision.title,
            CriterionLink.criterion_id,
        )
        .join(Submission, Submission.revision_id == Revision.id)
        .join(Item, Item.id == Revision.item_id)
        .join(CriterionLink, CriterionLink.revision_id == Revision.id)
        .where(
            Submission.registration_id == registration_id,
            Submission.status.in_(LIVE),
            is_usable(),
            Revision.id != revision_id,
        )
        .order_by(Item.number, Revision.number)
    )


def decider_of(submission: Submission) -> User | None:
    """Find who last judged something on a submission."""
    return db.session.scalar(
        sa.select(User)
        .join(Judgement, Judgement.judge_id == User.id)
        .where(Judgement.submission_id == submission.id)
        .order_by(Judgement.id.desc())
        .limit(1)
    )


def live_met(unit: UnitAssessment, criterion_ids: Collection[int]) -> Sequence[Judgement]:
    """Load the judgements by which these criteria of a unit are met."""
    later = aliased(Judgement)
    return db.session.scalars(
        sa.select(Judgement)
        .where(
            Judgement.unit_assessment_id == unit.id,
            Judgement.criterion_id.in_(criterion_ids),
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(later.supersedes_id == Judgement.id),
        )
        .options(joinedload(Judgement.criterion))
        .order_by(Judgement.id)
    ).all()
