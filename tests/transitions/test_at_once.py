"""The same learner moved by several at once: moved once, and the others are told so."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import own_database
from tests.factories_assessments import judge, make_submission
from tests.factories_catalogue import SMALL, bring_in
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from trainer.accounts.models import User
from trainer.app import create_app
from trainer.assessments.models import Judgement
from trainer.audit.models import LedgerEntry
from trainer.checks.running import run
from trainer.config import Config
from trainer.core.errors import Conflict
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment
from trainer.transitions import queries
from trainer.transitions.actions import move
from trainer.web.transactions import unit_of_work

REWORDED = SMALL.replace("Say hello first", "Say hello first and before")


@pytest.fixture
def shared(config: Config, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application with a database of its own, which several connections share."""
    on_server = config.database_url.startswith("postgresql")
    address = own_database(f"{worker_id}_moving") if on_server else ""
    app = create_app(replace(config, data_dir=tmp_path, database_url=address))
    with app.app_context():
        db.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"].close()


def press(app: Flask, registration_id: int, admin_id: int, mark: str) -> bool:
    """Move the learner in a transaction of one's own; say whether it was done."""
    try:
        with app.app_context(), unit_of_work():
            registration = db.session.get_one(Registration, registration_id)
            move(
                [registration],
                queries.latest_of(registration.version),
                actor=db.session.get_one(User, admin_id),
                seen={registration_id: mark},
                reason="The old one closes.",
            )
    except Conflict:
        return False
    return True


def test_a_learner_is_moved_once_although_several_press_at_once(shared: Flask) -> None:
    registration = make_registration()
    unit = next(one for one in registration.units if one.unit_version.code == "SM-1")
    criteria = list(unit.unit_version.criteria)
    judge(make_submission(registration, criteria), criteria)
    bring_in(REWORDED)
    [plan] = queries.look_ahead([registration], queries.latest_of(registration.version))
    given = (registration.id, make_admin("Ana Mover").id, plan.mark)
    db.session.remove()

    with ThreadPoolExecutor(4) as people:
        did = list(people.map(lambda _each: press(shared, *given), range(4)))

    assert sorted(did) == [False, False, False, True]
    assert db.session.get_one(Registration, given[0]).version.number == 2
    moved = sa.select(sa.func.count()).where(LedgerEntry.kind == "MovedToVersion")
    assert db.session.scalar(moved) == 1
    carried = sa.select(sa.func.count()).where(Judgement.carried_from_id.is_not(None))
    assert db.session.scalar(carried) == 1
    followed = sa.select(sa.func.count()).where(UnitAssessment.followed_by_id.is_not(None))
    assert db.session.scalar(followed) == 1
    assert [one for one in run() if one.invariant != "INV26"] == []
