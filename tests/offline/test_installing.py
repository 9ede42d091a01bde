"""Trainer on a home screen: what a phone is told, and what it keeps, which is nobody's."""

import json
import re
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from tests.browsing import Browser, Page
from tests.routes_scene import WORDS
from tools import make_icons
from trainer.accounts.models import User
from trainer.config import Config
from trainer.web.assets import STATIC


def test_a_phone_is_told_all_it_asks_for(app: Flask) -> None:
    answer = app.test_client().get("/manifest.webmanifest")
    assert answer.content_type == "application/manifest+json"
    told = json.loads(answer.data)
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    assert {(one["sizes"], one["purpose"]) for one in told["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for one in told["icons"]:
        with app.test_client().get(one["src"]) as sent:
            picture = Image.open(BytesIO(sent.data))
        assert "x".join(map(str, picture.size)) == one["sizes"]


@pytest.mark.parametrize("name", make_icons.ICONS)
def test_icons_are_as_they_are_drawn(name: str) -> None:
    kept = Image.open(STATIC / "icons" / name)
    drawn = Image.open(BytesIO(make_icons.build(name)))
    assert kept.tobytes() == drawn.tobytes(), "run: python tools/make_icons.py"


def test_pages_lead_to_it_in_the_colours_of_the_reader(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/")
    assert page.one("link[rel=manifest]").get("href") == "/manifest.webmanifest"
    assert [one.get("content") for one in page.all("meta[name=theme-color]")] == [
        "#f8f6f2",
        "#16131a",
    ]
    ada.theme = "dark"
    page = browser(ada).get("/")
    assert page.one("meta[name=theme-color]").get("content") == "#16131a"


def test_what_a_phone_keeps_is_the_same_whoever_asks(
    app: Flask, browser: Browser, ada: User
) -> None:
    ada.name = f"Ada {WORDS}"
    nobody = app.test_client().get("/offline").get_data(as_text=True)
    assert WORDS not in nobody
    assert "data-owner" not in nobody
    assert "csrf" not in nobody
    assert browser(ada).get("/offline").html == nobody
    worker = app.test_client().get("/service-worker.js").data
    assert app.test_client().get("/service-worker.js").data == worker


def test_the_worker_answers_for_every_address_and_is_asked_for_anew(app: Flask) -> None:
    answer = app.test_client().get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def version_of(app: Flask) -> str:
    script = app.test_client().get("/service-worker.js").get_data(as_text=True)
    found = re.match(r'const KEEP = \{"version": "([0-9a-f]{16})"', script)
    assert found
    return found[1]


def test_another_page_is_another_version(app: Flask, config: Config) -> None:
    before = version_of(app)
    app.extensions["trainer"] = replace(config, organisation="Elsewhere")
    try:
        after = version_of(app)
    finally:
        app.extensions["trainer"] = config
    assert after != before


def test_only_people_signed_in_get_a_worker(app: Flask, browser: Browser, ada: User) -> None:
    assert browser(ada).get("/").one("body").get("data-worker") == "/service-worker.js"
    outside = Page(app.test_client().get("/sign-in"))
    assert outside.one("body").get("data-worker") is None


def test_a_device_knows_people_by_a_code_of_their_own(ada: User, ben: User) -> None:
    assert ada.device_code != ben.device_code
    assert re.fullmatch(r"[0-9a-f]{24}", ada.device_code)
