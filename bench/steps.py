"""Time the steps of a bench each in a process of its own, so that each one's peak memory is seen."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.importing import KB
from bench.inprocess import application
from trainer.extensions import db


def play(
    module: str, words: str | None, steps: Mapping[str, Callable[[], None]], order: Sequence[str]
) -> None:
    """Do the steps in this order, or the one this process was started for.

    `module` is started again for each, as `python -m` does; `words` describe it.
    """
    asked = argparse.ArgumentParser(prog=f"python -m {module}", description=words)
    asked.add_argument("--database", default="", help="PostgreSQL's address; it is emptied")
    asked.add_argument("--step", choices=list(steps))
    asked.add_argument("--folder", default="")
    given = asked.parse_args()
    if given.step:
        _do(steps[given.step], Path(given.folder), given.database)
        return
    with tempfile.TemporaryDirectory() as folder:
        for step in order:
            command = [sys.executable, "-m", module, "--step", step, "--folder", folder]
            started = time.perf_counter()
            child = subprocess.Popen([*command, "--database", given.database])
            _pid, status, used = os.wait4(child.pid, 0)
            if status:
                sys.exit(f"{step} failed")
            whole = time.perf_counter() - started
            print(f"{step:10} {whole:6.1f} s with its start, {used.ru_maxrss / KB:6.0f} MB at most")


def _do(step: Callable[[], None], folder: Path, database: str) -> None:
    app = application(folder, database)
    with app.app_context():
        step()
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()
