"""Give a learner as many entries that wait as somebody has who never stops writing."""

import uuid

import sqlalchemy as sa

from trainer.assessments.actions.submitting import submit
from trainer.assessments.models import Submission, SubmissionStatus
from trainer.assessments.queries import review
from trainer.core import clock
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import Activity
from trainer.web.transactions import unit_of_work

MANY = 60
WORDS = "She rang about the lamp, and I told her what I could do and by when."


def make_many() -> None:
    """Send sixty entries for the criteria of one that waits, unless somebody has that many."""
    if db.session.scalar(with_many().limit(1)) is not None:
        db.session.rollback()
        return
    with unit_of_work():
        waiting = (
            sa.select(Submission)
            .where(Submission.status == SubmissionStatus.SUBMITTED)
            .order_by(Submission.id.desc())
        )
        sent = db.session.scalars(waiting.limit(1)).one()
        learner, criteria = sent.registration.learner, review.undecided(sent)
        for number in range(MANY):
            revision = logs.start(actor=learner, client_key=str(uuid.uuid4()))
            logs.write(
                revision,
                actor=learner,
                version=None,
                title=f"Lamp {number}",
                activity=Activity.PHONE_CALL,
                happened_on=clock.today(),
                minutes=10,
                place="",
                what=WORDS,
                so_what="",
                now_what="",
                kept_at="",
            )
            logs.link(revision, actor=learner, criteria=[one.criterion_id for one in criteria])
            submit(
                revision.item, actor=learner, registrations=[sent.registration_id], own_work=True
            )


def with_many() -> sa.Select[int]:
    """Select the registrations under which that many entries or more were sent."""
    return (
        sa.select(Submission.registration_id)
        .group_by(Submission.registration_id)
        .having(sa.func.count() > MANY)
    )
