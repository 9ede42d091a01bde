"""Where the assessor has got to with revisions of evidence, for lists that show their state."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from trainer.assessments.models import Submission, SubmissionStatus
from trainer.core.database import AnyRow
from trainer.extensions import db
from trainer.logs.models import EvidenceStatus, Revision


@dataclass(frozen=True)
class Sent:
    """The last submission of a revision."""

    submission_id: int
    status: SubmissionStatus


def sent_of(revisions: Iterable[Revision | AnyRow]) -> dict[int, Sent]:
    """Tell, by the id of each revision its owner has submitted, what became of it."""
    ids = [one.id for one in revisions if one.item.status is EvidenceStatus.SUBMITTED]
    if not ids:
        return {}
    rows = db.session.execute(
        sa.select(Submission.revision_id, Submission.id, Submission.status)
        .where(Submission.revision_id.in_(ids))
        .order_by(Submission.id)
    )
    return {revision: Sent(submission, status) for revision, submission, status in rows}
