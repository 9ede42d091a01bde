"""Answering in a round: what is kept says what was said, and elsewhere that somebody did."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.feedback import policies
from trainer.feedback.events import FeedbackDeclined, FeedbackGiven
from trainer.feedback.models import (
    FeedbackAnswer,
    FeedbackDraft,
    FeedbackRater,
    RaterStatus,
)


@dataclass(frozen=True)
class Answers:
    """What somebody answers: levels and words, each by the id of its question."""

    levels: Mapping[int, int]
    words: Mapping[int, str]


def keep_draft(rater: FeedbackRater, *, actor: User, answers: Mapping[str, Any]) -> None:
    """Keep what somebody has written so far, for them alone."""
    _hold(rater)
    require(policies.may_answer(rater, actor))
    draft = db.session.get(FeedbackDraft, rater.id)
    if draft is None:
        db.session.add(FeedbackDraft(rater_id=rater.id, answers=dict(answers)))
    else:
        draft.answers = dict(answers)


def answer(rater: FeedbackRater, *, actor: User | None, answers: Answers) -> None:
    """Keep what somebody answers, for good.

    In secret, no row of it names them or has a time, and nothing is announced: that they have
    answered is marked elsewhere in the same transaction.
    """
    _hold(rater)
    require(policies.may_answer(rater, actor))
    questions = {one.id: one for one in rater.round.questions}
    rows = [
        FeedbackAnswer(question_id=question, side=rater.side, level=level)
        for question, level in answers.levels.items()
        if questions[question].version_id is not None
    ] + [
        FeedbackAnswer(question_id=question, side=rater.side, words=words)
        for question, words in answers.words.items()
        if words and questions[question].version_id is None
    ]
    if not rows:
        raise Unacceptable(_("Answer one question at least, or say that you would rather not."))
    if not rater.is_secret:
        for row in rows:
            row.rater_id = rater.id
        publish(FeedbackGiven(actor=actor, subject=rater))
    db.session.add_all(rows)
    rater.move_to(RaterStatus.ANSWERED)
    _drop_draft(rater)


def decline(rater: FeedbackRater, *, actor: User | None) -> None:
    """Let somebody say that they would rather not answer; in secret nobody learns that either."""
    _hold(rater)
    require(policies.may_answer(rater, actor))
    rater.move_to(RaterStatus.DECLINED)
    _drop_draft(rater)
    if not rater.is_secret:
        publish(FeedbackDeclined(actor=actor, subject=rater))


def _drop_draft(rater: FeedbackRater) -> None:
    db.session.execute(
        sa.delete(FeedbackDraft).where(FeedbackDraft.rater_id == rater.id),
        execution_options={"synchronize_session": False},
    )


def _hold(rater: FeedbackRater) -> None:
    """Let two sendings of the same person go one after the other (SQLite has them wait anyway)."""
    db.session.scalar(
        sa.select(FeedbackRater)
        .where(FeedbackRater.id == rater.id)
        .with_for_update(of=FeedbackRater)
        .execution_options(populate_existing=True)
    )
