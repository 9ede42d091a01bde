"""A running Trainer, and windows of Debian's Chromium on it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.live import Live, running
from tests.conftest import POSTGRESQL, own_database
from trainer.core import sqlite

PATIENCE_MS = 40_000  # Only for what hangs: a busy machine takes its time.
expect.set_options(timeout=PATIENCE_MS)

Window = Callable[[str], Page]


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Live]:
    folder: Path = tmp_path_factory.mktemp("live")
    with running(folder, own_database(f"live_{worker_id}") if POSTGRESQL else "") as trainer:
        yield trainer


@pytest.fixture(autouse=True)
def set_up_with_the_write_lock() -> Iterator[None]:
    """Take turns with the running processes when setting things up behind them."""
    with sqlite.write_lock():
        yield


@pytest.fixture
def window(chromium: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Window]:
    """Open a window of somebody's own; an error on its console fails the test.

    The service worker is at work in tests marked `offline` alone: when it takes hold of a window in
    the midst of a step, Playwright may wait in vain for a page that is long there.
    """
    workers: Literal["allow", "block"] = (
        "allow" if request.node.get_closest_marker("offline") else "block"
    )
    contexts = []
    errors: list[str] = []

    def opened(_who: str) -> Page:
        context = chromium.new_context(
            base_url=live.url,
            viewport={"width": 1280, "height": 900},
            accept_downloads=True,
            service_workers=workers,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [error for error in errors if "Failed to load resource" not in error] == []
