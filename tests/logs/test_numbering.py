"""Two at once: numbers without gaps or repeats, on a database that several connections share."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from flask import Flask

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.models import Item
from trainer.web.transactions import unit_of_work

EACH = 10


def begin(app: Flask, owner_id: int, key: str) -> None:
    with app.app_context(), unit_of_work():
        actions.start(actor=db.session.get_one(User, owner_id), client_key=key)


def test_two_who_write_at_once_leave_no_gap(shared: Flask) -> None:
    owner_id = make_user("Ada Trainee").id
    db.session.remove()
    keys = [f"{number:036d}" for number in range(2 * EACH)]
    with ThreadPoolExecutor(2) as people:
        list(people.map(lambda key: begin(shared, owner_id, key), keys))
    numbers = db.session.scalars(sa.select(Item.number).order_by(Item.number)).all()
    assert numbers == list(range(1, 2 * EACH + 1))


def test_the_same_page_sent_by_two_makes_one_entry(shared: Flask) -> None:
    owner_id = make_user("Ada Trainee").id
    db.session.remove()
    with ThreadPoolExecutor(2) as people:
        list(people.map(lambda key: begin(shared, owner_id, key), ["k" * 36] * EACH))
    assert db.session.scalars(sa.select(Item.number)).all() == [1]
