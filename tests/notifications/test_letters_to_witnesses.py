"""A witness's letter is written only when it is sent, with the link that works at that moment."""

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_registration
from tests.factories_witnesses import address_of, make_request, settings
from tests.notifications.conftest import Server
from trainer import worker
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.witnesses import actions


def deliver_all() -> None:
    asked = sa.select(OutboxItem.id).where(OutboxItem.task == Task.ASK_WITNESS)
    for number in db.session.scalars(asked.order_by(OutboxItem.id)).all():
        worker.deliver(number)


def test_only_the_latest_link_is_sent(ada: User, ben: User, mail_server: Server) -> None:
    request = make_request(make_registration(ada, ben, make_user()))
    first = address_of(request)
    actions.renew(request, actor=ben, config=settings())
    db.session.commit()
    deliver_all()
    (letter,) = mail_server.postbox.letters
    assert mail_server.postbox.addressed == ["wanda@example.org"]
    words = str(letter.get_payload())
    assert settings().base_url + address_of(request) in words
    assert first not in words
    assert "You stood beside me." in words


def test_no_link_is_sent_that_was_taken_back(ada: User, ben: User, mail_server: Server) -> None:
    request = make_request(make_registration(ada, ben, make_user()))
    actions.revoke(request, actor=ada)
    db.session.commit()
    deliver_all()
    assert mail_server.postbox.letters == []
