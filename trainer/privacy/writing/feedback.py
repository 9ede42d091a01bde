"""What rounds of feedback showed the person: by the same rules as their page, and no more."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.feedback.models import FeedbackQuestion, FeedbackRound
from trainer.feedback.queries.listing import about, with_all
from trainer.feedback.queries.results import results_of


def shown_to(person: User) -> Iterator[dict[str, Any]]:
    """Read what was shown of each round about somebody, by question and by group."""
    for one in about(person):
        told = db.session.scalars(
            with_all(sa.select(FeedbackRound).where(FeedbackRound.id == one.id))
        ).one()
        released = results_of(told, person)
        for part in released.parts if released else ():
            sides = ", ".join(side.value for side in part.sides)
            for question in sorted({*part.spreads, *part.words}):
                spread = part.spreads.get(question)
                yield {
                    "round": one.id,
                    "question": _asked(question),
                    "from": sides,
                    "levels": list(spread.counts) if spread else None,
                    "words": [
                        {"words": said.words, "by": said.by}
                        for said in part.words.get(question, ())
                    ],
                }


def _asked(question_id: int) -> str:
    question = db.session.get_one(FeedbackQuestion, question_id)
    return question.words or f"{question.position}"
