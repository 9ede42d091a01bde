"""Kill PostgreSQL while several sign at once, and count what came of it: `./run trial outages`.

It wants a cluster of its own, which it ends and starts again:

    pg_virtualenv -t sh -c 'createdb trial; ./run trial outages
        --database "postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/trial"'
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.checks.running import run as check_everything
from trainer.cli.context import made
from trainer.extensions import db
from trials.scene import lay_tables, settings
from trials.serving import (
    ACKNOWLEDGED,
    Broken,
    Visitor,
    Waiting,
    make_assessor,
    make_waiting,
    serving,
    signed,
)

AT_ONCE = 4
SOON = 10.0
"""Seconds after which Trainer answers again, once the database does."""
IN_STOCK = 600
PATIENCE = 60.0


@dataclass
class Outcome:
    """What the signers were told, how long it took to come back each time, and what was wrong."""

    answers: Counter[int] = field(default_factory=Counter)
    acknowledged: set[int] = field(default_factory=set)
    back_after: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cluster:
    """The database server that is ended and started: its version, and where its data lie."""

    version: str
    data: Path

    @classmethod
    def asked(cls) -> "Cluster":
        """Ask the server itself."""
        number = int(db.session.scalar(sa.text("SHOW server_version_num")) or 0)
        data = str(db.session.scalar(sa.text("SHOW data_directory")))
        db.session.rollback()
        return cls(str(number // 10_000), Path(data))

    def kill(self) -> None:
        """End it without a word; its processes follow."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def start(self) -> None:
        """Start it again; that is refused until the last process of the one before has gone."""
        command = ["pg_ctlcluster", self.version, self.data.name, "start"]
        began = time.monotonic()
        while subprocess.run(command, capture_output=True, check=False).returncode:
            if time.monotonic() - began > PATIENCE:
                raise Broken("The database does not start.")
            time.sleep(0.1)


class Signers:
    """Several who sign one after the other, and send again what they were told nothing good of."""

    def __init__(self, address: tuple[str, int], stock: list[Waiting], outcome: Outcome) -> None:
        self._address, self._stock, self._outcome = address, stock, outcome
        self._done = threading.Event()
        self._threads: list[threading.Thread] = []

    def begin(self, assessor: User) -> None:
        """Sign in so many times, and let each go on from there."""
        for _each in range(AT_ONCE):
            visitor = Visitor(self._address)
            visitor.sign_in(assessor)
            self._threads.append(threading.Thread(target=self._go_on, args=(visitor,)))
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let each finish what they are at."""
        self._done.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _go_on(self, visitor: Visitor) -> None:
        while not self._done.is_set():
            try:
                if self._stock:
                    self._sign(visitor, self._stock.pop())
                else:
                    self._outcome.answers[visitor.get("/queue")[0]] += 1
            except Broken as trouble:
                self._outcome.faults.append(str(trouble))
                return

    def _sign(self, visitor: Visitor, one: Waiting) -> None:
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            status = visitor.sign(one)
            self._outcome.answers[status] += 1
            if status == ACKNOWLEDGED:
                self._outcome.acknowledged.add(one.id)
                return
            if status != HTTPStatus.SERVICE_UNAVAILABLE:
                self._outcome.faults.append(f"A sign-off was answered with {status}.")
                return
            time.sleep(0.05)
        self._outcome.faults.append(f"{one.id} was not taken within {PATIENCE:.0f} s.")


def run(folder: Path, *, kills: int, seed: int, database: str) -> Outcome:
    """Kill the database so often at random moments, and hold what was told against the records."""
    config, outcome, dice = settings(folder, database), Outcome(), random.Random(seed)  # noqa: S311 - a played trial is to be repeated
    trainer = made(config)
    with trainer.app_context():
        lay_tables(trainer)
        assessor, stock = make_assessor(), make_waiting(IN_STOCK)
        cluster = Cluster.asked()
        with serving(config, workers=2) as server:
            signers = Signers(server.address, stock, outcome)
            signers.begin(assessor)
            for _kill in range(kills):
                time.sleep(dice.uniform(0.3, 1.5))
                db.engine.dispose()
                cluster.kill()
                cluster.start()
                outcome.back_after.append(_back_after(Visitor(server.address)))
            signers.end()
        outcome.faults += _faults(outcome)
        db.session.remove()
        db.engine.dispose()
        trainer.extensions["jobs"].close()
    return outcome


def _back_after(visitor: Visitor) -> float:
    began = time.monotonic()
    while visitor.get("/readyz")[0] != HTTPStatus.OK:
        if time.monotonic() - began > PATIENCE:
            raise Broken("Trainer does not find its database again.")
        time.sleep(0.05)
    return time.monotonic() - began


def _faults(outcome: Outcome) -> list[str]:
    there, found = signed(), list[str]()
    if lost := outcome.acknowledged - set(there):
        found.append(f"{len(lost)} acknowledged sign-offs are lost: {sorted(lost)}")
    if len(there) != len(set(there)):
        found.append("A submission was judged twice.")
    if late := [one for one in outcome.back_after if one > SOON]:
        found.append(f"{len(late)} times Trainer was back after more than {SOON:.0f} s.")
    return found + [f"{one.invariant}: {one.says}" for one in check_everything()]


def main() -> None:
    """Run the trial and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--database", required=True, help="an empty one, in a cluster of its own")
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    answers = ", ".join(f"{count} times {status}" for status, count in outcome.answers.items())
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {len(outcome.back_after)} kills,"
        f" {len(outcome.acknowledged)} sign-offs acknowledged ({answers}); back"
        f" {max(outcome.back_after):.1f} s after the database at the latest,"
        f" {len(outcome.faults)} faults, {time.monotonic() - began:.0f} s."
    )
    for fault in outcome.faults[:50]:
        print(f"  {fault}")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
