"""What somebody would do to comments on evidence, behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.factories_assessments import make_file
from trainer.assessments.comments.models import EvidenceComment
from trainer.assessments.models import Submission
from trainer.extensions import db


def _comment() -> EvidenceComment:
    """A comment by the assessor, on the words of the first thing that was sent."""
    sent = db.session.scalars(sa.select(Submission).order_by(Submission.id)).first()
    assert sent is not None
    made = EvidenceComment(submission=sent, number=1, author=sent.assessor, words="Here.")
    db.session.add(made)
    return made


def by_the_learner() -> None:
    made = _comment()
    made.author = made.submission.registration.learner


def on_another_file() -> None:
    made = _comment()
    made.file = make_file(made.submission.registration.learner)


BREAKS: dict[str, tuple[str, Callable[[], object]]] = {
    "a comment by the learner": (
        "Nobody comments on their own evidence as its assessor.",
        by_the_learner,
    ),
    "a comment on another file": ("A comment is on a file of what was sent.", on_another_file),
}
