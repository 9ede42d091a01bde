"""What somebody would do to feedback behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.factories_feedback import answer_as, make_company, make_round, open_round, rater_of
from trainer.extensions import db
from trainer.feedback.models import FeedbackAnswer, FeedbackDraft, FeedbackRater, FeedbackRound


def _answered() -> tuple[FeedbackRound, FeedbackRater]:
    company = make_company(peers=4)
    told = open_round(make_round(company, raters=company.peers), company)
    rater = rater_of(told, company.peers[0])
    answer_as(rater, 2)
    return told, rater


def name_the_rater() -> None:
    _told, rater = _answered()
    db.session.execute(sa.update(FeedbackAnswer).values(rater_id=rater.id))


def keep_a_draft() -> None:
    _told, rater = _answered()
    db.session.add(FeedbackDraft(rater_id=rater.id, answers={"q1": "Mine."}))


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a secret answer with a name": (
        "An answer names who gave it exactly where that is no secret.",
        name_the_rater,
    ),
    "a draft left behind": (
        "Nothing is kept of a draft once it was sent or its round is over.",
        keep_a_draft,
    ),
}
