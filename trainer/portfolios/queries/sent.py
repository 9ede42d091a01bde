"""The evidence that was sent under a registration, each piece once, in the order of its number."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from trainer.assessments.models import Submission, SubmissionStatus
from trainer.core.database import AnyRow, Columns
from trainer.core.prepared import prepared
from trainer.extensions import db
from trainer.logs.models import Item, Revision
from trainer.registrations.models import Registration


def sent_under(registration: Registration) -> Sequence[AnyRow]:
    """List each item with the revision that was sent last, in one statement."""
    return db.session.execute(*_sent(registration.id)).all()


@prepared
def _sent(registration_id: Any) -> Columns:
    later = (
        sa.select(sa.func.max(Submission.id))
        .join(Revision, Revision.id == Submission.revision_id)
        .where(
            Submission.registration_id == registration_id,
            Submission.status != SubmissionStatus.WITHDRAWN,
        )
        .group_by(Revision.item_id)
    )
    return (
        sa.select(
            Item.id,
            Item.number,
            Item.kind,
            Item.status.label("item_status"),
            Item.held_at,
            Revision.id.label("revision_id"),
            Revision.title,
            Revision.happened_on,
            Submission.id.label("submission_id"),
            Submission.status,
            Submission.submitted_at,
        )
        .join(Revision, Revision.item_id == Item.id)
        .join(Submission, Submission.revision_id == Revision.id)
        .where(Submission.id.in_(later))
        .order_by(Item.number)
    )
