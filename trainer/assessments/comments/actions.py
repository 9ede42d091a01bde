"""Comment on a place of the evidence, take that out again, and publish it with the judgement."""

import json

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments import policies
from trainer.assessments.actions.drafting import still_open
from trainer.assessments.actions.standing import hold
from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.comments.places import Spot, settle
from trainer.assessments.comments.queries import drafts_on
from trainer.assessments.events import CommentsPublished
from trainer.assessments.models import Submission
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db

MOST = 100


def comment(submission: Submission, spot: Spot, *, actor: User, words: str) -> EvidenceComment:
    """Note something at a place of the evidence; the learner sees it once the assessor signs."""
    hold(submission.registration)
    still_open(submission)
    require(policies.may_judge(actor, submission))
    if not words.strip():
        raise Unacceptable(_("Say what you want the learner to see here."), "words")
    highest = db.session.scalar(
        sa.select(sa.func.max(EvidenceComment.number)).where(
            EvidenceComment.submission_id == submission.id
        )
    )
    if (highest or 0) >= MOST:
        raise Unacceptable(_("This evidence holds as many comments as there is room for."))
    made = EvidenceComment(
        submission=submission,
        number=(highest or 0) + 1,
        author=actor,
        words=words,
        **settle(spot, submission.revision),
    )
    db.session.add(made)
    return made


def remove(made: EvidenceComment, *, actor: User) -> None:
    """Take a comment out again before it is signed."""
    require(policies.may_judge(actor, made.submission))
    if made.published_at is not None:
        raise Unacceptable(_("This comment is signed, so it stays as it is."))
    db.session.delete(made)


def publish_drafts(submission: Submission, *, actor: User) -> None:
    """Let the comments of this round be read, and stay as they are from now on."""
    made = drafts_on(submission)
    if not made:
        return
    for one in made:
        one.published_at = clock.now()
    publish(
        CommentsPublished(
            actor=actor,
            subject=submission,
            numbers=[one.number for one in made],
            comments=Sealed(json.dumps([_told(one) for one in made], ensure_ascii=False)),
        )
    )


def _told(one: EvidenceComment) -> dict[str, object]:
    names = (
        "number",
        "words",
        "page",
        "second",
        "quote",
        "from_left",
        "from_top",
        "width",
        "height",
    )
    told = {name: getattr(one, name) for name in names}
    return {**told, "file": one.file.sha256 if one.file else None}
