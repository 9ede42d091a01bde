"""What every answer says about itself; each route of the table is asked in `tests/test_routes.py`."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.headers import missing_from
from trainer.app import create_app
from trainer.config import Config


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sign-in", 200),
        ("GET", "/nothing/here", 404),
        ("DELETE", "/sign-in", 405),
        ("GET", "/account", 302),
        ("POST", "/account", 401),
        ("GET", "/static/trainer.css", 200),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/v/0000", 404),
        ("GET", "/healthz", 200),
    ],
)
def test_errors_and_strangers_are_answered_under_the_same_headers(
    browser: Browser, method: str, path: str, status: int
) -> None:
    answer = browser().client.open(path, method=method, buffered=True)
    assert answer.status_code == status
    assert missing_from(answer) == []


@pytest.fixture(scope="module")
def behind_tls(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("tls")
    app = create_app(
        replace(
            config, base_url="https://trainer.example", data_dir=folder, database_url="sqlite://"
        )
    )
    yield app
    app.extensions["jobs"].close()
    app.extensions["file_reader"].close()


def door(app: Flask) -> TestResponse:
    return app.test_client().get("/sign-in", base_url="https://trainer.example")


def test_behind_tls_cookies_and_browsers_are_held_to_it(behind_tls: Flask) -> None:
    answer = door(behind_tls)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-trainer=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert missing_from(answer) == []


def test_without_tls_nobody_is_told_to_insist_on_it(browser: Browser) -> None:
    assert "Strict-Transport-Security" not in browser().client.get("/sign-in").headers
