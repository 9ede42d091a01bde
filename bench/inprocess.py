"""An application of its own to time in one process, on SQLite, and the timing."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from trainer.app import create_app
from trainer.config import Config
from trainer.extensions import db

ROUNDS = 30


def application(data: Path, database: str = "") -> Flask:
    """Make the application over a folder of its own."""
    return create_app(
        Config(
            secret_key="a secret for the bench, long enough",  # noqa: S106 - of no installation
            base_url="http://localhost",
            data_dir=data,
            database_url=database,
        )
    )


@contextmanager
def blank_application() -> Iterator[Flask]:
    """Make an empty installation that goes away again."""
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder))
        app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
        with app.app_context():
            db.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()
        app.extensions["jobs"].close()


def heading() -> None:
    """Print what the columns are."""
    print(f"{'warm, milliseconds':36} {'median':>8} {'best':>8} {'processor':>10}")


def timed(name: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print how long something takes, by the clock and by the processor, once it is warm."""
    took, worked = [], []
    work()
    for _round in range(rounds):
        began, before = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
    median = statistics.median(took)
    print(f"{name:36} {median:8.1f} {min(took):8.1f} {statistics.median(worked):10.1f}")


def yardstick() -> None:
    """Print what twenty million additions cost the processor at this moment."""
    began, total = time.process_time(), 0
    for number in range(20_000_000):
        total += number
    print(f"yardstick: 20 million additions, {time.process_time() - began:.2f} s of processor")
