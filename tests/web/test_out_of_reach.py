"""While the database is away every page says so, to whoever is signed in as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.browsing import Page
from trainer.accounts import security
from trainer.app import create_app
from trainer.config import Config


@pytest.fixture
def cut_off(tmp_path: Path) -> Iterator[Flask]:
    """An application whose database nobody answers for."""
    app = create_app(
        Config(
            secret_key="a secret of this test that is long enough",
            base_url="http://localhost",
            data_dir=tmp_path,
            database_url="postgresql://nobody@127.0.0.1:1/none",
        )
    )
    app.config.update(WTF_CSRF_ENABLED=False)
    yield app
    app.extensions["file_reader"].close()


@pytest.mark.parametrize("address", ["/", "/log", "/queue", "/sign-in"])
def test_it_is_said_to_whoever_is_signed_in(cut_off: Flask, address: str) -> None:
    client = cut_off.test_client()
    with client.session_transaction() as cookie:
        cookie[security.TOKEN], cookie["_user_id"], cookie["_fresh"] = "a token", "somebody", True
    answer = client.get(address)
    assert answer.status_code == 503
    assert "Trainer is busy just now" in Page(answer).text("h1")


def test_what_was_typed_is_given_back(cut_off: Flask) -> None:
    client = cut_off.test_client()
    with client.session_transaction() as cookie:
        cookie[security.TOKEN], cookie["_user_id"], cookie["_fresh"] = "a token", "somebody", True
    answer = client.post("/log/new", data={"what": "She rang about the lamp."})
    assert answer.status_code == 503
    assert "She rang about the lamp." in Page(answer).text("main")
