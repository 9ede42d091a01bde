"""The gallery served on a port of its own, and Debian's Chromium looking at it."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.front.site import create_site

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def site() -> Flask:
    return create_site()


@pytest.fixture(scope="session")
def address(site: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A fresh window on the site; an error the page logs, such as one of policy, is a failure."""
    context = chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    window = context.new_page()
    errors: list[str] = []
    window.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    window.on("pageerror", lambda error: errors.append(str(error)))
    yield window
    context.close()
    unexpected = [error for error in errors if "Failed to load resource" not in error]
    assert unexpected == []


@pytest.fixture
def received(site: Flask) -> list[tuple[object, object]]:
    box: list[tuple[object, object]] = site.extensions["received"]
    box.clear()
    return box
