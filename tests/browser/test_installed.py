"""The service worker: one page when there is no signal, nothing kept of anybody, never an old version."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from waitress.server import create_server

from tests.browser.conftest import Window
from tests.browser.live import Live
from tests.browser.test_words_are_kept import enter, somebody

pytestmark = [pytest.mark.browser, pytest.mark.offline]

IN_CHARGE = """async () => {
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return;
  await new Promise((resolve) => { navigator.serviceWorker.oncontrollerchange = resolve; });
}"""
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(new URL(request.url).pathname);
  }
  return kept;
}"""


def test_without_a_signal_a_page_says_so(live: Live, window: Window) -> None:
    with live.app.app_context():
        somebody("i1001", "Ines Installed")
    page = window("Ines")
    page.goto("/log")
    enter(page, "i1001")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your log")
    page.evaluate(IN_CHARGE)
    kept = page.evaluate(KEPT)
    assert "/offline" in kept
    assert all(one == "/offline" or one.startswith("/static/") for one in kept)
    page.context.set_offline(True)
    page.goto("/log")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no signal")
    assert "Ines" not in page.content()
    page.context.set_offline(False)
    page.goto("/log")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your log")


@pytest.fixture
def served(shared: Flask) -> Iterator[str]:
    """An application whose files and pages change while it is being used."""
    server = create_server(shared, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join()


RENEWED = """async () => {
  const changed = new Promise((resolve) => { navigator.serviceWorker.oncontrollerchange = resolve; });
  await (await navigator.serviceWorker.ready).update();
  await changed;
  const worker = navigator.serviceWorker.controller;
  while (worker.state !== "activated") await new Promise((resolve) => { worker.onstatechange = resolve; });
}"""


def test_a_new_version_takes_hold_of_open_pages_at_once(
    chromium: Browser, shared: Flask, served: str
) -> None:
    context = chromium.new_context(base_url=served)
    page: Page = context.new_page()
    page.goto("/offline")
    page.evaluate("navigator.serviceWorker.register('/service-worker.js')")
    page.evaluate(IN_CHARGE)
    before = page.evaluate("caches.keys()")
    config = shared.extensions["trainer"]
    shared.extensions["trainer"] = replace(config, organisation="Elsewhere House")
    page.evaluate(RENEWED)
    after = page.evaluate("caches.keys()")
    assert len(before) == len(after) == 1
    assert before != after
    context.set_offline(True)
    page.goto("/")
    expect(page.locator(".public-top")).to_contain_text("Elsewhere House")
    context.close()
