"""Kill the migration of a database at random moments, then let it run through: `./run trial migrating`.

All migrations are one transaction, so after each kill the database must be as it was before.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from trainer.config import Config
from trials.scene import ROOT, environment, settings

NOTHING = "nothing"
LONGEST = 20.0
"""Seconds after which a migration is killed at the latest, its start from nothing among them."""


@dataclass(frozen=True)
class Outcome:
    """How often it was killed at work, how often it was through before that, and what was wrong."""

    killed: int
    through: int
    faults: list[str]


def run(folder: Path, *, kills: int, seed: int, database: str = "") -> Outcome:
    """Kill so many migrations of one database at random moments; let the last run through."""
    chance, config = random.Random(seed), settings(folder, database)  # noqa: S311
    killed, through, faults = 0, 0, list[str]()
    while killed + through < kills and not through:
        if _migrate(config, chance.uniform(LONGEST / 10, LONGEST)):
            through += 1
        else:
            killed += 1
            if (found := _reached(config)) != NOTHING:
                faults.append(f"A migration that was killed left {found}.")
    faults += [*_runs(config, "migrate"), *_runs(config, "check")]
    return Outcome(killed, through, faults)


def _migrate(config: Config, longest: float) -> bool:
    """Migrate for so many seconds, then kill; say whether it was through before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer.cli", "migrate"],
        cwd=ROOT,
        env=os.environ | environment(config),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(timeout=longest) == 0
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return False


def _reached(config: Config) -> str:
    """Name the last migration that is in the database, as anybody else sees it."""
    engine = create_engine(config.database)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or NOTHING
    except DatabaseError:
        return NOTHING
    finally:
        engine.dispose()


def _runs(config: Config, command: str) -> Iterator[str]:
    done = subprocess.run(
        [sys.executable, "-m", "trainer.cli", command],
        cwd=ROOT,
        env=os.environ | environment(config),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield f"trainer {command} ended with {done.returncode}: {done.stderr.strip()[-500:]}"


def main() -> None:
    """Run the trial on a database of its own and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {outcome.killed} kills at work,"
        f" {len(outcome.faults)} faults,"
        f" {time.monotonic() - began:.0f} s, {asked.database.partition(':')[0] or 'sqlite'}."
    )
    for fault in outcome.faults:
        print(f"  {fault}")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
