"""A visitor's letter is written only when it is sent, with the link that works at that moment."""

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_registration
from tests.factories_visits import address_of, make_code, make_visit
from tests.factories_witnesses import settings
from tests.notifications.conftest import Server
from trainer import worker
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.visits.actions import arranging


def deliver_all() -> None:
    asked = sa.select(OutboxItem.id).where(OutboxItem.task == Task.INVITE_EQA)
    for number in db.session.scalars(asked.order_by(OutboxItem.id)).all():
        worker.deliver(number)


def test_only_the_latest_link_is_sent_and_never_the_code(
    ada: User, ben: User, mail_server: Server
) -> None:
    visit = make_visit(make_registration(ada, ben, make_user()))
    first = address_of(visit)
    arranging.send_again(visit, actor=visit.arranged_by, config=settings())
    code = make_code(visit)
    deliver_all()
    (letter,) = mail_server.postbox.letters
    assert mail_server.postbox.addressed == ["nia@example.org"]
    words = str(letter.get_payload())
    assert settings().base_url + address_of(visit) in words
    assert first not in words
    assert code not in words


def test_no_link_is_sent_to_a_visit_that_was_ended(
    ada: User, ben: User, mail_server: Server
) -> None:
    visit = make_visit(make_registration(ada, ben, make_user()))
    arranging.end(visit, actor=visit.arranged_by)
    db.session.commit()
    deliver_all()
    assert mail_server.postbox.letters == []
