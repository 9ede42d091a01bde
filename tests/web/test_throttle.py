"""How often an address may ask: shared by all workers, forgotten by no restart, bounded in size."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.exceptions import TooManyRequests

from trainer import worker
from trainer.app import create_app
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.web import throttle
from trainer.web.throttle import HOUR, MINUTE, VisitCount, count_visit

pytestmark = pytest.mark.usefixtures("throttled")


def ask(app: Flask, address: str = "203.0.113.7", place: str = "door", most: int = 3) -> bool:
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}):
        try:
            count_visit(place, most, MINUTE)
        except TooManyRequests:
            return False
        return True


def counters() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(VisitCount)) or 0


def test_so_often_and_no_more_until_the_time_is_over(app: Flask) -> None:
    now = clock.now()
    with clock.at(now):
        assert [ask(app) for _ in range(5)] == [True, True, True, False, False]
    with clock.at(now + MINUTE / 2):
        assert not ask(app)
    with clock.at(now + MINUTE):
        assert [ask(app) for _ in range(4)] == [True, True, True, False]


def test_another_address_and_another_page_count_for_themselves(app: Flask) -> None:
    with clock.at(clock.now()):
        assert [ask(app, most=1) for _ in range(2)] == [True, False]
        assert ask(app, "203.0.113.8", most=1)
        assert ask(app, place="window", most=1)


def test_an_ipv6_subscriber_is_one_address(app: Flask) -> None:
    with clock.at(clock.now()):
        assert ask(app, "2001:db8:0:1::1", most=1)
        assert not ask(app, "2001:db8:0:1:ffff::2", most=1)
        assert ask(app, "2001:db8:0:2::1", most=1)


@pytest.fixture
def worker_of(tmp_path: Path) -> Iterator[Callable[[], Flask]]:
    """Start web workers that share a database file, each with connections of its own."""
    config = Config(
        secret_key="a secret for tests that is long enough",
        base_url="http://localhost",
        data_dir=tmp_path,
    )
    started = []

    def start() -> Flask:
        app = create_app(config)
        with app.app_context():
            VisitCount.__table__.create(db.engine, checkfirst=True)  # type: ignore[attr-defined]
        started.append(app)
        return app

    yield start
    for app in started:
        app.extensions["jobs"].close()
        with app.app_context():
            db.engine.dispose()


def test_workers_share_a_count_and_a_restart_forgets_nothing(
    worker_of: Callable[[], Flask],
) -> None:
    with clock.at(clock.now()):
        first, second = worker_of(), worker_of()
        assert [ask(first), ask(second), ask(first), ask(second)] == [True, True, True, False]
        assert not ask(worker_of())


def test_the_table_has_a_bound_and_holds_no_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "COUNTERS", 8)
    with clock.at(clock.now()):
        for number in range(60):
            ask(app, f"203.0.113.{number}", most=1000)
    assert 0 < counters() <= 8
    assert set(VisitCount.__table__.columns.keys()) == {"counter", "visits", "ends_at"}


def test_one_too_many_changes_no_row(app: Flask) -> None:
    now = clock.now()
    with clock.at(now):
        ask(app, most=1)
    kept = db.session.execute(sa.select(VisitCount.visits, VisitCount.ends_at)).all()
    with clock.at(now + MINUTE / 2):
        assert not ask(app, most=1)
    assert db.session.execute(sa.select(VisitCount.visits, VisitCount.ends_at)).all() == kept


def test_what_is_over_is_swept(app: Flask) -> None:
    now = clock.now()
    with clock.at(now):
        ask(app)
        with app.test_request_context("/"):
            count_visit("calendar", 3, HOUR)
    with clock.at(now + MINUTE):
        worker.tidy_up()
    assert counters() == 1
