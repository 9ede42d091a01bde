"""Write a pack of 500 files and read it back, within how much memory: `python -m bench.packs`.

Each of the two runs in a process of its own; the first line is what starting costs.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import cast

from flask import Flask

from bench.inprocess import application
from trainer.config import Config
from trainer.documents.pool import Renderer
from trainer.extensions import db
from trainer.packs.reading import read_pack
from trainer.packs.signing import fingerprint, public_key
from trainer.packs.writing import Writer
from trainer.people.queries import numbered
from trainer.storage.store import Store

LEARNER = "bench-1"
FILES, EACH, SIZE = 500, 10, 1_000_000
KB = 1024


def main() -> None:
    """Make the evidence, then measure starting, writing and reading, each by itself."""
    asked = argparse.ArgumentParser(prog="python -m bench.packs", description=__doc__)
    asked.add_argument("step", nargs="?", choices=("start", "write", "read"))
    asked.add_argument("--data", type=Path)
    given = asked.parse_args()
    if given.step is not None:
        _measured(given.step, given.data)
        return
    with tempfile.TemporaryDirectory() as folder:
        numbers = [str(number) for number in (FILES, EACH, SIZE)]
        subprocess.run([sys.executable, "-m", "bench.evidence", folder, *numbers], check=True)
        print(f"{FILES} files of {SIZE / 1e6:.0f} MB\n{'':10}{'s':>8}{'MB of memory':>14}")
        for step in ("start", "write", "read"):
            command = [sys.executable, "-m", "bench.packs", step, "--data", folder]
            subprocess.run(command, check=True)


def _measured(step: str, data: Path) -> None:
    app, pack, began = application(data), data / "pack.zip", time.perf_counter()
    with app.app_context():
        if step == "write":
            _write(app, pack)
        if step == "read":
            read_pack(pack, {fingerprint(public_key(data))})
        took = time.perf_counter() - began
        db.session.remove()
        db.engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB
    print(f"{step:10}{took:8.1f}{peak:14.0f}")


def _write(app: Flask, pack: Path) -> None:
    config, store = (
        cast("Config", app.extensions["trainer"]),
        cast("Store", app.extensions["store"]),
    )
    learner = db.session.scalars(numbered(LEARNER)).one()
    with Renderer() as renderer, pack.open("wb") as file:
        for piece in Writer(config, store, renderer, lambda _done, _all: None).write(learner):
            file.write(piece)


if __name__ == "__main__":
    main()
