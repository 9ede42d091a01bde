"""Trainer as people meet it: web server and job worker as processes, on a database of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from trainer.app import create_app
from trainer.cli.migrating import bring_up_to_date
from trainer.config import Config
from trainer.extensions import db

READY_SECONDS = 120


@dataclass(frozen=True)
class Live:
    """A running Trainer: its address, and the application for setting things up behind it."""

    url: str
    app: Flask
    environment: Mapping[str, str]


@contextmanager
def running(folder: Path, database_url: str, host: str = "127.0.0.1") -> Iterator[Live]:
    """Migrate an empty database, start both processes, and end them when done."""
    url = f"http://{host}:{_free_port()}"
    settings = {
        "secret_key": "a secret for tests that is long enough",
        "base_url": url,
        "data_dir": str(folder),
        "database_url": database_url,
        "organisation": "Brackenhall Home",
        "centre": "Harbour Street",
        "number_prefix": "BH",
        "demonstration": "true",
    }
    environment = {f"TRAINER_{name.upper()}": value for name, value in settings.items() if value}
    app = create_app(Config.from_env(environment))
    bring_up_to_date(app)
    command = [sys.executable, "-m", "trainer.cli", "run", "--port", url.rpartition(":")[2]]
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait_until_ready(url)
        yield Live(url, app, environment)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        app.extensions["jobs"].close()


@contextmanager
def next_morning(live: Live) -> Iterator[str]:
    """Serve the same records a day later, once the night's work is done; give the address."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, **live.environment, "TRAINER_BASE_URL": url}
    command = [sys.executable, "-m", "tests.browser.a_day_later", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_until_ready(url)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/sign-in", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Nothing answers at {url}.")
