"""Two at once: numbers without gaps or repeats, on a database that several connections share."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.app import create_app
from trainer.config import Config
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.models import Item
from trainer.web.transactions import unit_of_work

EACH = 10


@pytest.fixture
def shared(config: Config, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database is a file, or on PostgreSQL the tests' own, emptied after."""
    address = config.database_url if config.database.startswith("postgresql") else ""
    app = create_app(replace(config, data_dir=tmp_path, database_url=address))
    with app.app_context():
        db.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        if address:
            with db.engine.begin() as connection:
                connection.execute(sa.delete(db.metadata.tables["evidence_revisions"]))
                connection.execute(sa.delete(Item))
                connection.execute(sa.delete(User))
        db.engine.dispose()
        app.extensions["jobs"].close()


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
