"""Let people do whatever they like for as long as there is time: `./run trial machine`."""

import argparse
import multiprocessing
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine
from trainer.app import create_app
from trainer.extensions import db
from trials.scene import lay_tables
from trials.scene import settings as configured

TOGETHER = 10
"""Sequences drawn from one seed."""


@dataclass(frozen=True)
class Round:
    """What came of some sequences: how many, of how many steps, and the fault that ended them."""

    sequences: int
    steps: int
    fault: str = ""


class Counted(Machine):
    """The machine of the tests, which counts what it has done."""

    sequences = taken = 0

    def teardown(self) -> None:
        """Count this sequence and its steps, and make every check a last time."""
        Counted.sequences += 1
        Counted.taken += self.steps
        super().teardown()


def run(
    folder: Path, *, sequences: int, steps: int, checks: int, first: int, within: float
) -> Iterator[Round]:
    """Play on every core, ten sequences to a seed, and tell of each ten as they end.

    After so many seconds those under way are dropped.
    """
    until = time.monotonic() + within
    rounds = range(first, first + -(-sequences // TOGETHER))
    play = partial(_play, steps=steps, checks=checks)
    with multiprocessing.get_context("spawn").Pool(initializer=_begin, initargs=(folder,)) as pool:
        ended = pool.imap_unordered(play, rounds)
        with suppress(multiprocessing.TimeoutError, StopIteration):
            while (left := until - time.monotonic()) > 0:
                yield ended.next(timeout=left)


def _begin(folder: Path) -> None:
    """Make the tables of this process, in memory."""
    app = create_app(configured(Path(tempfile.mkdtemp(dir=folder)), "sqlite://"))
    lay_tables(app)
    app.app_context().push()
    Counted.app, Counted.tables = app, db.engine


def _play(number: int, *, steps: int, checks: int) -> Round:
    Counted.steps_between, Counted.sequences, Counted.taken = checks, 0, 0
    chosen = settings(
        max_examples=TOGETHER,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        database=None,
    )
    fault = ""
    try:
        run_state_machine_as_test(seed(number)(Counted), settings=chosen)
    except Exception:  # noqa: BLE001 - reported as a fault, whatever it is
        fault = f"Seed {number}: {traceback.format_exc()}"
    return Round(Counted.sequences, Counted.taken, fault)


def main() -> None:
    """Run the trial and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=5_000)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--checks", type=int, default=10, help="steps from check to check")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=3_600, help="seconds to go on for")
    asked, began = parser.parse_args(), time.monotonic()
    sequences, taken, faults = 0, 0, list[str]()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        for one in run(
            Path(folder),
            sequences=asked.sequences,
            steps=asked.steps,
            checks=asked.checks,
            first=asked.seed,
            within=asked.within,
        ):
            sequences, taken = sequences + one.sequences, taken + one.steps
            faults += [one.fault] if one.fault else []
    complete = sequences >= asked.sequences
    print(
        f"{'FAILED' if faults else 'PASSED' if complete else 'OUT OF TIME, NO FAULT'}:"
        f" {sequences} of {asked.sequences} sequences of at most {asked.steps} steps,"
        f" {taken} steps in all, checked after each {asked.checks} and at the end;"
        f" {len(faults)} faults, seeds from {asked.seed} on, {time.monotonic() - began:.0f} s."
    )
    for fault in faults[:5]:
        print(fault)
    sys.exit(0 if complete and not faults else 1)


if __name__ == "__main__":
    main()
