"""What machines are told of an installation, and what they are not."""

import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import Browser
from tests.conftest import CountQueries
from trainer.accounts.models import User
from trainer.backups.moments import LAST
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications import presence
from trainer.notifications.models import OutboxItem, OutboxStatus, Task
from trainer.storage.store import DirectoryStore
from trainer.web import journal

TOKEN = "a token of the settings, long enough for anybody"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def measuring(app: Flask) -> Iterator[None]:
    """The settings name a token for what is measured."""
    config = app.extensions["trainer"]
    app.extensions["trainer"] = replace(config, metrics_token=TOKEN)
    yield
    app.extensions["trainer"] = config


def measured(client: FlaskClient) -> dict[str, float]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    lines = (line for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _space, value in (line.rpartition(" ") for line in lines)}


def test_it_says_that_it_answers_without_asking_the_database(
    client: FlaskClient, count_queries: CountQueries
) -> None:
    with count_queries() as statements:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.text, statements) == (200, "ok\n", [])


def test_it_is_ready_with_records_and_files_and_says_whether_a_worker_is_there(
    client: FlaskClient, app: Flask
) -> None:
    assert client.get("/readyz").json == {
        "ready": True, "records": True, "files": True, "worker": False
    }  # fmt: skip
    with presence.at_work(app.extensions["trainer"].data_dir):
        assert client.get("/readyz").json["worker"] is True  # type: ignore[index]
    assert client.get("/readyz").json["worker"] is False  # type: ignore[index]


def test_without_its_files_it_is_not_ready(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    store = app.extensions["store"]
    app.extensions["store"] = DirectoryStore(tmp_path / "gone")
    shutil.rmtree(tmp_path / "gone")
    answer = client.get("/readyz")
    app.extensions["store"] = store
    assert (answer.status_code, answer.json["ready"]) == (503, False)  # type: ignore[index]


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer another token"}])
def test_what_is_measured_is_for_whoever_has_the_token(
    client: FlaskClient, measuring: None, header: dict[str, str]
) -> None:
    assert client.get("/metrics", headers=header).status_code == 404


def test_without_a_token_in_the_settings_nothing_is_there(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_answers_are_counted_by_part(client: FlaskClient, measuring: None) -> None:
    name = 'trainer_answers_total{method="GET",part="certificates",status="200"}'
    before = measured(client).get(name, 0)
    client.get("/v")
    assert measured(client)[name] == before + 1


def test_made_up_methods_are_counted_as_one(client: FlaskClient, measuring: None) -> None:
    for method in ("BREW", "WHEN"):
        client.open("/v", method=method)
    told = measured(client)
    assert any('method="other"' in name for name in told)
    assert not any("BREW" in name or "WHEN" in name for name in told)


def test_what_waits_and_what_was_given_up_is_counted(client: FlaskClient, measuring: None) -> None:
    due = clock.now().replace(year=2020)
    db.session.add(OutboxItem(task=Task.MAIL, payload={}, due_at=due))
    db.session.add(OutboxItem(task=Task.MAIL, payload={}, status=OutboxStatus.FAILED))
    db.session.commit()
    told = measured(client)
    assert told['trainer_work_waiting{task="mail"}'] == 1
    assert told['trainer_work_given_up{task="mail"}'] == 1
    assert told["trainer_work_waiting_seconds"] > 1e8
    assert told["trainer_workers"] == 0


def test_the_age_of_the_last_backup_is_told_once_there_is_one(
    app: Flask, client: FlaskClient, measuring: None, tmp_path: Path
) -> None:
    app.extensions["trainer"] = replace(app.extensions["trainer"], data_dir=tmp_path)
    assert "trainer_backup_age_seconds" not in measured(client)
    (tmp_path / LAST).write_text(f"{clock.now() - timedelta(hours=3):%Y-%m-%dT%H:%M:%S+00:00}\n")
    assert measured(client)["trainer_backup_age_seconds"] == pytest.approx(3 * 3600, abs=60)


def test_each_answer_bears_the_number_its_lines_bear(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "trainer.access"):
        first, second = (client.get("/healthz").headers[journal.NUMBER] for _ in range(2))
    assert first != second
    assert [record.route for record in caplog.records] == ["health.alive"] * 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("proxies", "told", "kept"),
    [(1, "from-the-proxy-1", True), (0, "from-the-proxy-1", False), (1, "x\ty", False)],
)
def test_a_number_is_taken_from_a_proxy_alone(
    client: FlaskClient, app: Flask, proxies: int, told: str, *, kept: bool
) -> None:
    config = app.extensions["trainer"]
    app.extensions["trainer"] = replace(config, proxies=proxies)
    answer = client.get("/healthz", headers={journal.NUMBER: told})
    app.extensions["trainer"] = config
    assert (answer.headers[journal.NUMBER] == told) == kept


def test_a_line_is_json_and_names_nobody(
    browser: Browser, ben: User, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    journal.begin()
    try:
        browser(ben).get(f"/people/{ben.id}?q={ben.known_as}")
    finally:
        root.handlers[:], root.level = before, level
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    answered = [line for line in lines if line["says"] == "answered"][-1]
    assert {"method", "route", "status", "ms", "request", "timestamp"} <= answered.keys()
    assert ben.known_as not in json.dumps(lines)
