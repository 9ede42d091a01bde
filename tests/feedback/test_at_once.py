"""Two sendings of one person at the same instant: one of them is kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from tests.factories_feedback import make_company, make_round, open_round, rater_of
from trainer.core.errors import TrainerError
from trainer.extensions import db
from trainer.feedback.actions import answering
from trainer.feedback.actions.answering import Answers
from trainer.feedback.models import FeedbackAnswer, FeedbackDraft, FeedbackRater
from trainer.web.transactions import unit_of_work

TOGETHER = 4


def test_one_answer_is_kept_and_no_draft_is_left(shared: Flask) -> None:
    company = make_company(peers=4)
    told = open_round(make_round(company, raters=company.peers), company)
    rater_id, question = rater_of(told, company.peers[0]).id, told.questions[2].id
    gate = Barrier(TOGETHER)

    def send(place: int) -> str:
        with shared.app_context():
            gate.wait(timeout=20)
            try:
                with unit_of_work():
                    rater = db.session.get_one(FeedbackRater, rater_id)
                    assert rater.person is not None
                    if place == 0:
                        draft = {f"q{question}": "Half"}
                        answering.keep_draft(rater, actor=rater.person, answers=draft)
                    else:
                        sent = Answers({}, {question: f"Words {place}"})
                        answering.answer(rater, actor=rater.person, answers=sent)
                    return "kept"
            except TrainerError as error:
                return error.sentence
            finally:
                db.session.remove()

    with ThreadPoolExecutor(TOGETHER) as threads:
        came = list(threads.map(send, range(TOGETHER)))
    assert came[1:].count("kept") == 1
    db.session.rollback()  # Look anew, as others left it.
    assert len(db.session.scalars(sa.select(FeedbackAnswer)).all()) == 1
    assert not db.session.scalars(sa.select(FeedbackDraft)).all()
