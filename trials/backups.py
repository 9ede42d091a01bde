"""Back up while people write, bring it back elsewhere, and compare: `./run trial backups`."""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from tests.factories import make_user
from tests.factories_assessments import criteria_of, make_item, make_registration, submit
from tests.factories_logs import make_attached, make_entry
from trainer.audit import anchors
from trainer.backups.moments import fingerprint
from trainer.cli.context import made
from trainer.cli.migrating import bring_up_to_date
from trainer.config import Config
from trainer.extensions import db
from trainer.registrations.models import Registration
from trials.scene import ROOT, environment, settings

WITH_A_FILE, SUBMITTED = 2, 5
"""One in so many entries has a file; one in so many is submitted."""
PAUSE = 0.1
"""Seconds between entries: more than a hundred people would write, and few enough for 20 drills."""


@dataclass(frozen=True)
class Outcome:
    """How many drills were held, over how many entries in the end, and what was wrong."""

    drills: int
    entries: int
    slowest: float
    faults: list[str]


def run(folder: Path, *, drills: int, seed: int, database: str = "") -> Outcome:
    """Write without a pause; back up and restore so many times at random moments, and compare.

    What was committed before a backup began must be in it; every row and file must come back.
    """
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    config = settings(folder / "live", database)
    _prepare(config)
    acknowledged, faults, slowest = folder / "acknowledged", list[str](), 0.0
    with _writing(config, acknowledged):
        for number in range(drills):
            time.sleep(moments.uniform(0.2, 2.0))
            before = _lines(acknowledged)
            faults += _command(config, "backup", str(folder / "backup"), "--keep", "3")
            with _elsewhere(config, folder / f"drill-{number}") as other:
                began = time.monotonic()
                refused = list(_command(other, "restore", str(folder / "backup")))
                slowest = max(slowest, time.monotonic() - began)
                faults += refused or _missing(other, before)
    return Outcome(drills, len(_lines(acknowledged)), slowest, faults)


def _prepare(config: Config) -> None:
    app = made(config)
    bring_up_to_date(app)
    with app.app_context():
        make_registration(make_user("Ada Writer"), make_user(), make_user())
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()


@contextmanager
def _writing(config: Config, acknowledged: Path) -> Iterator[None]:
    """Have another process write entries for as long as this lasts."""
    acknowledged.touch()
    writer = multiprocessing.get_context("spawn").Process(
        target=_write, args=(config, acknowledged)
    )
    writer.start()
    while not _lines(acknowledged):
        if not writer.is_alive():
            raise SystemExit("The writer ended by itself.")
        time.sleep(0.05)
    try:
        yield
    finally:
        if not writer.is_alive():
            raise SystemExit("The writer ended by itself.")
        writer.kill()
        writer.join()


def _write(config: Config, acknowledged: Path) -> None:
    """Write entry after entry, and note each once its commit has returned."""
    with made(config).app_context(), acknowledged.open("a") as noted:
        registration = db.session.scalars(sa.select(Registration)).one()
        ada, criterion = registration.learner, criteria_of(registration)[0]
        for number in range(1_000_000):
            if number % SUBMITTED == 0:
                item = make_item(ada, [criterion])
                submit(item, registration)
            else:
                revision = make_entry(ada, f"Entry {number}")
                item = revision.item
                if number % WITH_A_FILE == 0:
                    make_attached(revision, f"What happened as number {number}.".encode() * 500)
            print(item.id, file=noted, flush=True)
            anchors.write_down(config.data_dir)
            db.session.rollback()
            time.sleep(PAUSE)


def _lines(acknowledged: Path) -> list[int]:
    """List the entries whose commit had returned."""
    return [int(line) for line in acknowledged.read_text().rpartition("\n")[0].split()]


def _command(config: Config, *arguments: str) -> Iterator[str]:
    """Run the trainer command as an administrator would; say what it says if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "trainer.cli", *arguments],
        cwd=ROOT,
        env=os.environ | environment(config),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield f"{arguments[0]} ended with {done.returncode}: {done.stderr.strip()}"


@contextmanager
def _elsewhere(config: Config, folder: Path) -> Iterator[Config]:
    """Have an empty place to bring a backup back to, and clear it away."""
    other = replace(config, data_dir=folder)
    if not config.database_url:
        yield other
        return
    url, name = make_url(config.database), f"drill_{uuid4().hex}"
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield replace(other, database_url=f"{config.database_url.rpartition('/')[0]}/{name}")
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def _missing(config: Config, before: list[int]) -> Iterator[str]:
    """Say which entries had been acknowledged and did not come back, and which files are not as they were."""
    engine = sa.create_engine(config.database)
    with engine.connect() as connection:
        there = set(connection.scalars(sa.text("SELECT id FROM evidence_items")))
        if lost := set(before) - there:
            yield f"{len(lost)} entries committed before the backup began are not in it."
        kept = config.files_dir / "kept"
        files = connection.execute(sa.text("SELECT key, sha256 FROM stored_files")).all()
        for key, sha256 in files:
            path = kept / key
            if not path.exists() or fingerprint(path) != sha256:
                yield f"The file {key} is not there as it was."
    engine.dispose()


def main() -> None:
    """Run the trial on a database of its own and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {outcome.drills} drills while"
        f" {outcome.entries} entries were written, {len(outcome.faults)} faults; the slowest restore"
        f" took {outcome.slowest:.1f} s, seed {asked.seed},"
        f" {asked.database.partition(':')[0] or 'sqlite'}."
    )
    print(json.dumps(outcome.faults, indent=2) if outcome.faults else "", end="")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
