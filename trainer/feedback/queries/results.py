"""What came of a round: all pages, exports and other parts of Trainer show this and no more."""

from collections import Counter

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.models import (
    FeedbackAnswer,
    FeedbackQuestion,
    FeedbackRater,
    FeedbackRound,
    RaterStatus,
)
from trainer.feedback.rules.release import Given, Released, release


def results_of(told: FeedbackRound, viewer: User) -> Released | None:
    """Return what this person may be shown of a round, or None while they may read nothing."""
    if not policies.may_read(viewer, told):
        return None
    asked = Counter(one.side for one in told.raters if one.status is not RaterStatus.STRUCK)
    answered = Counter(one.side for one in told.raters if one.status is RaterStatus.ANSWERED)
    return release(_given(told), asked=asked, answered=answered, terms=told.terms)


def _given(told: FeedbackRound) -> list[Given]:
    names = {one.id: one.name for one in told.raters}
    rows = db.session.execute(
        sa.select(
            FeedbackAnswer.question_id,
            FeedbackAnswer.side,
            FeedbackAnswer.level,
            FeedbackAnswer.words,
            FeedbackAnswer.rater_id,
        )
        .join(FeedbackQuestion, FeedbackQuestion.id == FeedbackAnswer.question_id)
        .where(FeedbackQuestion.round_id == told.id)
    )
    return [
        Given(question, side, level, words, names.get(rater_id, "") if rater_id else "")
        for question, side, level, words, rater_id in rows
    ]


def answers_in(told: FeedbackRound) -> sa.Select[FeedbackAnswer]:
    """Select the answers of a round, whoever gave them."""
    return (
        sa.select(FeedbackAnswer)
        .join(FeedbackQuestion, FeedbackQuestion.id == FeedbackAnswer.question_id)
        .where(FeedbackQuestion.round_id == told.id)
    )


def raters_still_asked(told: FeedbackRound) -> sa.Select[FeedbackRater]:
    """Select who has neither answered nor declined."""
    return sa.select(FeedbackRater).where(
        FeedbackRater.round_id == told.id, FeedbackRater.status == RaterStatus.ASKED
    )
