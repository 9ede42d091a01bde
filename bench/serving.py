"""Servers of the bench: two gunicorn workers each, on loopback, ended when done."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS = 2
READY_SECONDS = 30


@contextmanager
def serving(
    target: str, port: int, environment: dict[str, str], *, like_ours: bool = True
) -> Iterator[int]:
    """Serve an application while the block runs; gives the master's process id.

    The floor is not Trainer, so it is served without what `gunicorn.conf.py` makes ready. What
    they say goes to `bench.log` in the data directory.
    """
    command = [
        sys.executable, "-m", "gunicorn", target, "--workers", str(WORKERS), "--bind",
        f"127.0.0.1:{port}", "--log-level", "error", "--keep-alive", "30", "--preload", "--worker-class",
        "gthread", "--threads", "4", *([] if like_ours else ["--config", "python:bench"]),
    ]  # fmt: skip
    with (Path(environment["TRAINER_DATA_DIR"]) / "bench.log").open("ab") as log:
        process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=log)
    try:
        _wait_until_ready(port)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/0")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"bench: nothing answers on port {port}")


def proportional_memory(master: int) -> float:
    """Add up the proportional set size of a server's processes, in MiB."""
    total = 0
    for process in (master, *_children(master)):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        total += next(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")
        )
    return total / 1024


def _children(master: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
