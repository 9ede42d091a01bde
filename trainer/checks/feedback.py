"""INV54: what was answered in secret says of nobody that they said it, and drafts go with the round."""

import sqlalchemy as sa

from trainer.checks.finding import Check, rows
from trainer.feedback.models import (
    FeedbackAnswer,
    FeedbackDraft,
    FeedbackQuestion,
    FeedbackRater,
    FeedbackRound,
    RaterStatus,
    RoundStatus,
)
from trainer.feedback.rules.release import Side

NAMED = (
    sa.select(FeedbackAnswer.id)
    .join(FeedbackQuestion, FeedbackQuestion.id == FeedbackAnswer.question_id)
    .join(FeedbackRound, FeedbackRound.id == FeedbackQuestion.round_id)
    .where(
        (FeedbackAnswer.rater_id.is_not(None))
        != sa.or_(~FeedbackRound.anonymous, FeedbackAnswer.side == Side.MANAGER)
    )
)
LEFT_OVER = (
    sa.select(FeedbackDraft.rater_id)
    .join(FeedbackRater, FeedbackRater.id == FeedbackDraft.rater_id)
    .join(FeedbackRound, FeedbackRound.id == FeedbackRater.round_id)
    .where(
        sa.or_(
            FeedbackRound.status != RoundStatus.OPEN,
            FeedbackRater.status != RaterStatus.ASKED,
        )
    )
)

CHECKS = [
    Check(
        "INV54",
        "An answer names who gave it exactly where that is no secret.",
        rows(
            NAMED,
            "Answer %s names somebody who answered in secret, or nobody where all have names.",
        ),
    ),
    Check(
        "INV54",
        "Nothing is kept of a draft once it was sent or its round is over.",
        rows(LEFT_OVER, "Rater %s has a draft of what can be sent no more."),
    ),
]
