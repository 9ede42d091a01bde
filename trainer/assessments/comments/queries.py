"""The comments on a submission that somebody may read."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.models import Submission
from trainer.core.prepared import prepared
from trainer.extensions import db


def comments_on(submission: Submission, reader: User) -> Sequence[EvidenceComment]:
    """List the comments on a submission: those that were signed, and the reader's own drafts."""
    return db.session.scalars(*_comments(submission.id, reader.id)).all()


@prepared
def _comments(submission_id: Any, reader_id: Any) -> sa.Select[EvidenceComment]:
    return (
        sa.select(EvidenceComment)
        .where(
            EvidenceComment.submission_id == submission_id,
            sa.or_(
                EvidenceComment.published_at.is_not(None), EvidenceComment.author_id == reader_id
            ),
        )
        .options(joinedload(EvidenceComment.author))
        .order_by(EvidenceComment.number)
    )


def own_drafts(submission: Submission, author: User) -> sa.Select[EvidenceComment]:
    """Select the comments somebody made on a submission and has not signed."""
    return sa.select(EvidenceComment).where(
        EvidenceComment.submission_id == submission.id,
        EvidenceComment.author_id == author.id,
        EvidenceComment.published_at.is_(None),
    )


def drafts_on(submission: Submission) -> Sequence[EvidenceComment]:
    """List the comments on a submission that are not signed yet."""
    return db.session.scalars(
        sa.select(EvidenceComment)
        .where(
            EvidenceComment.submission_id == submission.id, EvidenceComment.published_at.is_(None)
        )
        .order_by(EvidenceComment.number)
    ).all()
