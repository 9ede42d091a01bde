"""What waits for an assessor: evidence to judge, units to sign or to look at again."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, aliased

from trainer.accounts.models import User
from trainer.assessments.countersigners import countersigned_on
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    Judgement,
    Signature,
    Submission,
)
from trainer.assessments.policies import DECIDING
from trainer.assessments.queries.claims import OPEN
from trainer.catalogue.models import Criterion, QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.logs.models import AttachedFile, CriterionLink, Item, Revision, StoredFile
from trainer.people.models import Site
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus

REOPENING = (UnitStatus.IN_PROGRESS, UnitStatus.IQA_ACTION_REQUIRED)
"""Where a unit is while some of its criteria are to be judged again."""


def evidence_for(assessor: User) -> Columns:
    """Select the submissions this assessor has to judge, oldest first, as columns to list."""
    learner = aliased(User)
    row: Bundle[Any] = Bundle(
        "waiting",
        Submission.id,
        Submission.status,
        Submission.submitted_at,
        Submission.revision_id,
        Revision.title,
        Revision.number.label("revision"),
        Item.number,
        Item.kind,
        learner.name.label("learner"),
        Site.name.label("site"),
    )
    return (
        sa.select(row)
        .select_from(Submission)
        .join(Revision, Revision.id == Submission.revision_id)
        .join(Item, Item.id == Revision.item_id)
        .join(Registration, Registration.id == Submission.registration_id)
        .join(learner, learner.id == Registration.learner_id)
        .outerjoin(Site, Site.id == Registration.site_id)
        .where(*_to_judge(assessor.id))
        .order_by(Submission.submitted_at, Submission.id)
    )


def _to_judge(assessor_id: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Submission.assessor_id == assessor_id,
        Submission.status.in_(OPEN),
        Registration.status.in_(DECIDING),
    )


def count_to_judge(assessor_id: Any) -> sa.ScalarSelect[int]:
    """Count, as part of another statement, the submissions this assessor has to judge."""
    return (
        sa.select(sa.func.count(Submission.id))
        .join(Registration, Registration.id == Submission.registration_id)
        .where(*_to_judge(assessor_id))
        .scalar_subquery()
    )


def count_to_sign(person_id: Any, today: Any) -> sa.ColumnElement[int]:
    """Count, as part of another statement, the units that wait for this person as an assessor.

    Their own learners' units and others' to countersign: two counts, so that each finds its units
    by an index.
    """
    own, others = (
        sa.select(sa.func.count())
        .select_from(units.where(Registration.status.in_(DECIDING)).subquery())
        .scalar_subquery()
        for units in (_of_mine(person_id), _to_countersign(person_id, today))
    )
    return own + others


def units_claimed(submission_ids: Collection[int]) -> dict[int, list[AnyRow]]:
    """List, for each submission, the units it claims criteria of and how many."""
    found: dict[int, list[AnyRow]] = {}
    for row in db.session.execute(
        sa.select(
            Submission.id,
            UnitVersion.title,
            sa.func.count(Criterion.id).label("claimed"),
        )
        .join(CriterionLink, CriterionLink.revision_id == Submission.revision_id)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .join(
            UnitAssessment,
            sa.and_(
                UnitAssessment.registration_id == Submission.registration_id,
                UnitAssessment.unit_version_id == Criterion.unit_version_id,
            ),
        )
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .where(Submission.id.in_(submission_ids))
        .group_by(Submission.id, UnitAssessment.id, UnitVersion.title)
        .order_by(Submission.id, UnitAssessment.position)
    ):
        found.setdefault(row.id, []).append(row)
    return found


def kinds_attached(revision_ids: Collection[int]) -> dict[int, list[str]]:
    """List, for each revision, the kinds of files in it, each kind once."""
    found: dict[int, list[str]] = {}
    for revision_id, kind in db.session.execute(
        sa.select(AttachedFile.revision_id, StoredFile.kind)
        .join(StoredFile, StoredFile.id == AttachedFile.file_id)
        .where(AttachedFile.revision_id.in_(revision_ids))
        .distinct()
        .order_by(AttachedFile.revision_id, StoredFile.kind)
    ):
        found.setdefault(revision_id, []).append(kind)
    return found


def units_for(assessor: User) -> Sequence[AnyRow]:
    """List the units this person is to sign or countersign, and those sent back to them."""
    learner = aliased(User)
    return db.session.execute(
        sa.select(
            UnitAssessment.id,
            UnitAssessment.status,
            UnitVersion.title,
            learner.name.label("learner"),
            QualificationVersion.title.label("qualification"),
        )
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(learner, learner.id == Registration.learner_id)
        .where(
            Registration.status.in_(DECIDING),
            UnitAssessment.id.in_(
                sa.union_all(_of_mine(assessor.id), _to_countersign(assessor.id, clock.today()))
            ),
        )
        .order_by(UnitAssessment.status, UnitAssessment.id)
    ).all()


def _of_mine(person_id: Any) -> sa.Select[int]:
    """Select the units of one's own learners that wait for one's name, or to be looked at again."""
    reopened = sa.exists().where(
        CriterionStanding.unit_assessment_id == UnitAssessment.id,
        CriterionStanding.state == CriterionState.REOPENED,
    )
    return (
        sa.select(UnitAssessment.id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(
            Registration.assessor_id == person_id,
            sa.or_(
                UnitAssessment.status == UnitStatus.LEARNER_SIGNED,
                sa.and_(UnitAssessment.status.in_(REOPENING), reopened),
            ),
        )
    )


def _to_countersign(person_id: Any, today: Any) -> sa.Select[int]:
    decided = sa.exists().where(
        Judgement.unit_assessment_id == UnitAssessment.id, Judgement.judge_id == person_id
    )
    signed = sa.exists().where(
        Signature.unit_assessment_id == UnitAssessment.id, Signature.signer_id == person_id
    )
    return (
        sa.select(UnitAssessment.id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .where(
            UnitAssessment.status == UnitStatus.ASSESSED_COMPETENT,
            Registration.version_id.in_(countersigned_on(person_id, today)),
            Registration.learner_id != person_id,
            Registration.iqa_id != person_id,
            ~decided,
            ~signed,
        )
    )
