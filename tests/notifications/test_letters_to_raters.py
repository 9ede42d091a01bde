"""The letter to somebody asked for feedback: with the link that works now, and the terms."""

import pytest
import sqlalchemy as sa

from tests.factories_feedback import (
    Company,
    address_of,
    close_round,
    make_company,
    make_round,
    open_round,
    settings,
)
from tests.notifications.conftest import Server
from trainer import worker
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.feedback.actions import running
from trainer.feedback.models import FeedbackRater, FeedbackRound
from trainer.notifications.models import OutboxItem, Task


@pytest.fixture
def company(ada: User) -> Company:
    return make_company(peers=4)


def asked(company: Company, *, anonymous: bool = True) -> tuple[FeedbackRound, FeedbackRater]:
    told = make_round(company, anonymous=anonymous, raters=company.peers, outsiders=1)
    open_round(told, company)
    return told, next(one for one in told.raters if one.person is None)


def deliver_all() -> None:
    waiting = sa.select(OutboxItem.id).where(OutboxItem.task == Task.ASK_RATER)
    for number in db.session.scalars(waiting.order_by(OutboxItem.id)).all():
        worker.deliver(number)


@pytest.mark.parametrize(
    ("anonymous", "said"),
    [(True, "Your name is not shown with what"), (False, "Your name is shown with what")],
)
def test_only_the_latest_link_is_sent_and_the_terms_with_it(
    company: Company, mail_server: Server, anonymous: bool, said: str
) -> None:
    _told, rater = asked(company, anonymous=anonymous)
    first = address_of(rater)
    running.renew_link(rater, actor=company.manager, config=settings())
    db.session.commit()
    deliver_all()
    (letter,) = mail_server.postbox.letters
    assert mail_server.postbox.addressed == ["customer0@example.org"]
    words = str(letter.get_payload())
    assert settings().base_url + address_of(rater) in words
    assert first not in words
    assert company.subject.name in words
    assert said in words


@pytest.mark.parametrize("how", ["revoked", "over"])
def test_no_link_is_sent_that_leads_nowhere(
    company: Company, mail_server: Server, how: str
) -> None:
    told, rater = asked(company)
    if how == "revoked":
        running.revoke_link(rater, actor=company.manager)
    else:
        close_round(told)
    db.session.commit()
    deliver_all()
    assert mail_server.postbox.letters == []
