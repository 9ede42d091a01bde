"""The round of judging before this one: what was asked for, and what the learner changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.assessments.comparing import Changes, compare
from trainer.assessments.models import Judgement, Submission
from trainer.assessments.queries.conversing import Conversations, live_on
from trainer.catalogue.models import Criterion, UnitVersion
from trainer.core.database import Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import AttachedFile, CriterionLink, Revision


@dataclass(frozen=True)
class Round:
    """What was sent before, the feedback on it, and what changed since."""

    submission: Submission
    feedback: Sequence[Judgement]
    changes: Changes


def last_round(submission: Submission, conversations: Conversations) -> Round | None:
    """Find what was sent before of the same item under the same registration."""
    revision = submission.revision
    values = (submission.registration_id, revision.item_id, revision.number)
    earlier = db.session.scalars(*_earlier(*values)).unique().first()
    if earlier is None:
        return None
    claimed: dict[int, list[str]] = {earlier.revision_id: [], revision.id: []}
    for row in db.session.execute(*_claimed(earlier.revision_id, revision.id)):
        claimed[row.revision_id].append(f"{row.unit}, {row.number}")
    return Round(
        submission=earlier,
        feedback=[one for one in live_on(earlier, conversations).values() if one.feedback],
        changes=compare(
            earlier.revision, revision, claimed[earlier.revision_id], claimed[revision.id]
        ),
    )


@prepared
def _earlier(registration_id: Any, item_id: Any, number: Any) -> sa.Select[Submission]:
    return (
        sa.select(Submission)
        .join(Submission.revision)
        .where(
            Submission.registration_id == registration_id,
            Revision.item_id == item_id,
            Revision.number < number,
        )
        .options(
            joinedload(Submission.assessor),
            joinedload(Submission.revision)
            .joinedload(Revision.files)
            .joinedload(AttachedFile.file),
        )
        .order_by(Revision.number.desc())
        .limit(1)
    )


@prepared
def _claimed(earlier_id: Any, later_id: Any) -> Columns:
    return (
        sa.select(CriterionLink.revision_id, UnitVersion.title.label("unit"), Criterion.number)
        .join(Criterion, Criterion.id == CriterionLink.criterion_id)
        .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
        .where(CriterionLink.revision_id.in_([earlier_id, later_id]))
        .order_by(UnitVersion.title, Criterion.position)
    )
