"""The application, the database each test undoes, the browser, and the cast."""

import gc
import os
import sys
import tempfile
from asyncio.events import _get_running_loop, _set_running_loop
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.chromium import chromium
from tests.factories import make_user
from trainer.accounts.models import User
from trainer.app import create_app
from trainer.audit import guards
from trainer.config import Config
from trainer.extensions import db

__all__ = ["chromium"]

POSTGRESQL = os.environ.get("TRAINER_TEST_DATABASE_URL", "")


def pytest_collection_finish() -> None:
    """Let the collector leave alone what stays to the end, and come less often: it took its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name at once what fails: a run that is cut short prints no summary."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        seconds = round(report.duration)
        sys.stderr.write(f"\n{report.when} of {report.nodeid} failed after {seconds} s\n")


@pytest.fixture(autouse=True)
def without_the_browsers_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the loop that an open browser leaves running in this thread: signing runs one itself."""
    left = _get_running_loop()
    if left is None or request.node.get_closest_marker("browser"):
        yield
        return
    _set_running_loop(None)
    yield
    _set_running_loop(left)


def own_database(worker_id: str) -> str:
    """Make a database of its own for each process that tests, on the server given."""
    server = sa.create_engine(
        POSTGRESQL.replace("postgresql:", "postgresql+psycopg:", 1), isolation_level="AUTOCOMMIT"
    )
    name = f"trainer_{worker_id}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    server.dispose()
    return f"{POSTGRESQL.rpartition('/')[0]}/{name}"


@pytest.fixture(scope="session")
def config(worker_id: str) -> Config:
    return Config(
        secret_key="a secret for tests that is long enough",
        base_url="http://localhost",
        data_dir=Path(tempfile.mkdtemp(prefix="trainer-tests-")),
        database_url=own_database(worker_id) if POSTGRESQL else "sqlite://",
        organisation="Brackenhall Home",
        centre="Harbour Street",
        number_prefix="BH",
    )


@pytest.fixture(scope="session")
def application(config: Config) -> Flask:
    app = create_app(config)
    app.config.update(WTF_CSRF_ENABLED=False, TESTING=True, THROTTLE=False)
    app.extensions["security"].pwd_context.update(argon2__rounds=1, argon2__memory_cost=64)
    return app


@pytest.fixture
def throttled(app: Flask) -> Iterator[None]:
    """Count how often pages are asked for, as for real."""
    app.config["THROTTLE"] = True
    yield
    app.config["THROTTLE"] = False


@pytest.fixture(scope="session")
def tables(application: Flask) -> Iterator[sa.Engine]:
    with application.app_context():
        with db.engine.begin() as connection:
            db.metadata.drop_all(connection)
            db.metadata.create_all(connection)
            guards.install(connection)
        yield db.engine
        db.engine.dispose()
        application.extensions["jobs"].close()
        application.extensions["file_reader"].close()


@contextmanager
def undone(application: Flask, tables: sa.Engine) -> Iterator[None]:
    """Work within a transaction that the end undoes, whatever is committed meanwhile."""
    with application.app_context(), tables.connect() as connection:
        outer = connection.begin()
        engines = cast("dict[str | None, Any]", db.engines)
        mine = engines[None]
        engines[None] = connection
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            db.session.remove()
            outer.rollback()
            engines[None] = mine


@pytest.fixture
def app(application: Flask, tables: sa.Engine) -> Iterator[Flask]:
    """The application within a transaction that the end of the test undoes."""
    with undone(application, tables):
        yield application


@pytest.fixture
def shared(config: Config, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """An application with a database of its own, which several connections share."""
    on_server = config.database_url.startswith("postgresql")
    address = own_database(f"{worker_id}_at_once") if on_server else ""
    app = create_app(replace(config, data_dir=tmp_path, database_url=address))
    app.config.update(WTF_CSRF_ENABLED=False, TESTING=True, THROTTLE=False)
    with app.app_context():
        db.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"].close()
        app.extensions["file_reader"].close()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture
def ada(app: Flask) -> User:
    """A trainee."""
    return make_user("Ada Trainee")


@pytest.fixture
def ben(app: Flask) -> User:
    """Her assessor."""
    return make_user("Ben Assessor")


@pytest.fixture
def cleo(app: Flask) -> User:
    """Her manager."""
    return make_user("Cleo Manager")


@pytest.fixture
def dev(app: Flask) -> User:
    """Runs the system."""
    return make_user("Dev Admin")


@pytest.fixture
def eve(app: Flask) -> User:
    """Signed in, and none of her business."""
    return make_user("Eve Outsider")


@pytest.fixture
def count_queries(app: Flask) -> "CountQueries":
    return CountQueries()


class CountQueries:
    """Counts statements sent to the database within a `with` block."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @contextmanager
    def __call__(self) -> Iterator[list[str]]:
        self.statements = []
        connection = db.session.connection()

        def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                self.statements.append(statement)

        sa.event.listen(connection.engine, "before_cursor_execute", note)
        try:
            yield self.statements
        finally:
            sa.event.remove(connection.engine, "before_cursor_execute", note)
