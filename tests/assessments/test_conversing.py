"""Feedback as a conversation: the learner writes back, the assessor answers, until it is met."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    draft,
    judge,
    make_registration,
    make_submission,
    sign_drafts,
)
from trainer.accounts.models import User
from trainer.assessments.actions import replying
from trainer.assessments.models import (
    CriterionState,
    FeedbackReply,
    Judgement,
    Submission,
    SubmissionStatus,
)
from trainer.audit.models import LedgerEntry
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice
from trainer.registrations.models import RegistrationStatus

QUESTION, ANSWER = "Do you mean the first call?", "Yes, the first one."


@pytest.fixture
def sent(ada: User, ben: User, cleo: User) -> Submission:
    """Two criteria, both judged not yet met."""
    made = make_submission(make_registration(ada, ben, cleo))
    judge(made, criteria_of(made.registration), CriterionState.NOT_YET_MET)
    return made


@pytest.fixture
def judgement(sent: Submission) -> Judgement:
    return db.session.scalars(sa.select(Judgement).order_by(Judgement.id)).all()[0]


def notices(person: User) -> list[str]:
    told = sa.select(Notice.text).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(told))


def test_each_writes_and_the_other_is_told(judgement: Judgement, ada: User, ben: User) -> None:
    replying.reply(judgement, actor=ada, words=QUESTION)
    replying.reply(judgement, actor=ben, words=ANSWER)
    db.session.commit()
    assert notices(ben)[-1] == "Ada Trainee wrote back on your feedback on 1.1."
    assert notices(ada)[-1] == "Ben Assessor answered you on 1.1."
    kinds = db.session.scalars(sa.select(LedgerEntry.kind).order_by(LedgerEntry.seq)).all()
    assert kinds[-2:] == ["FeedbackAnswered", "FeedbackAnswered"]


def test_nobody_else_and_not_without_words(
    judgement: Judgement, ada: User, cleo: User, eve: User
) -> None:
    for person in (cleo, eve):
        with pytest.raises(Refused):
            replying.reply(judgement, actor=person, words=QUESTION)
    with pytest.raises(Unacceptable):
        replying.reply(judgement, actor=ada, words=" ")


def test_it_is_closed_once_met_or_once_the_registration_has_ended(
    judgement: Judgement, sent: Submission, ada: User
) -> None:
    first, second = criteria_of(sent.registration)
    again = make_submission(sent.registration, [first])
    draft(again, first)
    sign_drafts(again)
    with pytest.raises(Refused, match="closed"):
        replying.reply(judgement, actor=ada, words=QUESTION)
    other = db.session.scalars(
        sa.select(Judgement).where(Judgement.criterion_id == second.id)
    ).one()
    replying.reply(other, actor=ada, words=QUESTION)
    sent.registration.status = RegistrationStatus.WITHDRAWN
    with pytest.raises(Refused, match="ended"):
        replying.reply(other, actor=ada, words=QUESTION)


def test_what_was_written_stays(judgement: Judgement, ada: User) -> None:
    replying.reply(judgement, actor=ada, words=QUESTION)
    db.session.commit()
    for forgery in ("UPDATE feedback_replies SET words = ''", "DELETE FROM feedback_replies"):
        with pytest.raises(DatabaseError, match="kept as they were"), db.session.begin_nested():
            db.session.execute(sa.text(forgery))


def test_on_the_page_every_round_and_every_word(
    judgement: Judgement, sent: Submission, ada: User, ben: User, browser: Browser
) -> None:
    place = f"#conversation-{judgement.criterion_id}"
    page = browser(ada).get(f"/submissions/{sent.id}")
    form = page.form(f"{place} form")
    browser(ada).post(
        f"/submissions/{sent.id}/feedback/{judgement.id}", **{**form, "words": QUESTION}
    )
    assert db.session.scalars(sa.select(FeedbackReply.words)).all() == [QUESTION]
    assert QUESTION in browser(ben).get(f"/submissions/{sent.id}").text(f"{place} .of-learner")
    first = criteria_of(sent.registration)[0]
    again = make_submission(sent.registration, [first])
    page = browser(ben).get(f"/review/{again.id}")
    assert QUESTION in page.text(".is-open .talk")
    draft(again, first, feedback="Now I see it.")
    sign_drafts(again)
    page = browser(ada).get(f"/submissions/{sent.id}")
    assert "Now I see it." in page.text(f"{place} .talk")
    assert not page.all(f"{place} form")
    assert sent.status is SubmissionStatus.RETURNED


def test_empty_words_come_back_and_outsiders_find_nothing(
    judgement: Judgement, sent: Submission, ada: User, eve: User, browser: Browser
) -> None:
    address = f"/submissions/{sent.id}/feedback/{judgement.id}"
    page = browser(ada).post(address, status=422, words="")
    assert "what you want to ask" in page.text(".error-summary")
    browser.forget()
    assert browser(eve).client.post(address, data={"words": QUESTION}).status_code == 404


def test_the_assessor_may_be_somebody_else_by_now(
    judgement: Judgement, sent: Submission, ada: User, ben: User
) -> None:
    registration = sent.registration
    registration.assessor, registration.iqa = registration.iqa, ben
    db.session.commit()
    replying.reply(judgement, actor=ada, words=QUESTION)
    db.session.commit()
    assert notices(registration.assessor)[-1].startswith("Ada Trainee wrote back")
