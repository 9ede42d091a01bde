"""INV1 and INV9 for comments: nobody comments on their own work, and each is on what was sent."""

import sqlalchemy as sa

from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.models import Submission
from trainer.checks.finding import Check, rows
from trainer.logs.models import AttachedFile
from trainer.registrations.models import Registration

OWN_WORK = (
    sa.select(EvidenceComment.id)
    .join(Submission, Submission.id == EvidenceComment.submission_id)
    .join(Registration, Registration.id == Submission.registration_id)
    .where(EvidenceComment.author_id == Registration.learner_id)
)
ELSEWHERE = (
    sa.select(EvidenceComment.id)
    .join(Submission, Submission.id == EvidenceComment.submission_id)
    .where(
        EvidenceComment.file_id.is_not(None),
        ~sa.exists().where(
            AttachedFile.revision_id == Submission.revision_id,
            AttachedFile.file_id == EvidenceComment.file_id,
        ),
    )
)

CHECKS = [
    Check(
        "INV1",
        "Nobody comments on their own evidence as its assessor.",
        rows(OWN_WORK, "Comment %s is by the learner whose work it is on."),
    ),
    Check(
        "INV9",
        "A comment is on a file of what was sent.",
        rows(ELSEWHERE, "Comment %s is on a file that is not part of what was sent."),
    ),
]
