"""Kill the web worker at the k-th write or sync while it takes sign-offs: `./run trial kills`."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.checks.running import run as check_everything
from trainer.cli.context import made
from trainer.config import Config
from trainer.core import sqlite
from trainer.extensions import db
from trials import careless, tracing
from trials.scene import lay_tables, settings
from trials.serving import (
    ACKNOWLEDGED,
    Broken,
    Server,
    Visitor,
    Waiting,
    bring_journal_home,
    make_assessor,
    make_waiting,
    serving,
    signed,
)

IN_STOCK = 40
"""So many sign-offs are made ready at a time."""
WITHIN = 900.0
"""Seconds after which no more workers are killed."""


@dataclass(frozen=True)
class Outcome:
    """How often the worker was killed, over how many sign-offs acknowledged; what was wrong."""

    kills: int
    acknowledged: int
    sent_again: int
    faults: list[str]


def run(
    folder: Path, *, kills: int, first: int = 1, within: float = WITHIN, app: str = "wsgi:app"
) -> Outcome:
    """Kill the worker at its k-th write or sync, for k from `first` on, and look after each.

    What it was killed at is sent again, as its sender would; it must take effect once in all.
    """
    tracing.require()
    config, began = settings(folder), time.monotonic()
    trainer, faults, acknowledged = made(config), list[str](), list[int]()
    done, sent_again = 0, 0
    with trainer.app_context():
        lay_tables(trainer)
        assessor, stock = make_assessor(), list[Waiting]()
        with serving(config, app=app) as server:
            visitor = Visitor(server.address)
            visitor.sign_in(assessor)
            while done < kills and time.monotonic() - began < within:
                stock = stock or make_waiting(IN_STOCK)
                if done % 2 == 0:
                    bring_journal_home(config)
                unsure = _until_killed(config, server, visitor, stock, acknowledged, first + done)
                done += 1
                faults += _faults(config, acknowledged)
                if unsure is not None and not faults:
                    server.wait()
                    faults += _send_again(visitor, unsure, acknowledged)
                    sent_again += 1
        if done < kills:
            faults.append(f"{done} kills instead of {kills} in {within:.0f} s")
        db.session.remove()
        db.engine.dispose()
        trainer.extensions["jobs"].close()
    return Outcome(done, len(acknowledged), sent_again, faults)


def _until_killed(
    config: Config,
    server: Server,
    visitor: Visitor,
    stock: list[Waiting],
    acknowledged: list[int],
    at: int,
) -> Waiting | None:
    """Sign one after the other until the worker dies; tell at which, whose fate nobody was told."""
    records = [config.data_dir / f"trainer.db{end}" for end in ("", "-wal", "-journal")]
    harm = (
        f"--trace={tracing.WRITES}",
        f"--inject={tracing.WRITES}:signal=KILL:when={at}",
    )
    worker = server.worker()
    note = config.data_dir / "strace"
    with tracing.watching(worker, *harm, note=note, paths=records):
        while server.worker() == worker:
            if not stock:
                stock += make_waiting(IN_STOCK)
            one = stock.pop()
            try:
                if visitor.sign(one) == ACKNOWLEDGED:
                    acknowledged.append(one.id)
            except Broken:
                server.worker(other_than=worker)
                return one
    return None


def _faults(config: Config, acknowledged: list[int]) -> Iterator[str]:
    """Look at everything there is, before anybody writes again."""
    if corrupt := _corrupt(config):
        yield f"The database is corrupt: {corrupt}"
        return
    there = signed()
    if lost := set(acknowledged) - set(there):
        yield f"{len(lost)} acknowledged sign-offs are lost: {sorted(lost)}"
    if len(there) != len(set(there)):
        yield "A submission was judged twice."
    yield from (f"{one.invariant}: {one.says}" for one in check_everything())
    db.session.rollback()


def _corrupt(config: Config) -> str:
    """Tell the first thing SQLite finds wrong with its own file."""
    library = sqlite.library()
    connection = library.connect(config.data_dir / "trainer.db")
    try:
        found = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    except library.DatabaseError as trouble:
        found = str(trouble)
    finally:
        connection.close()
    return "" if found == "ok" else found


def _send_again(visitor: Visitor, one: Waiting, acknowledged: list[int]) -> Iterator[str]:
    status = visitor.sign(one)
    if status != ACKNOWLEDGED:
        yield f"A sign-off sent again was answered with {status}."
    if (times := signed().count(one.id)) != 1:
        yield f"A sign-off that was sent again took effect {times} times."
    acknowledged.append(one.id)


def main() -> None:
    """Show that a database without a journal is found out; then count for Trainer as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--first", type=int, default=1, help="the write the first is killed at")
    parser.add_argument("--within", type=float, default=WITHIN, help="seconds for all the kills")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        found = planted(Path(folder)).faults
    print(f"{'PASSED' if found else 'FAILED'}: without a journal: {len(found)} faults.")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {outcome.kills} kills,"
        f" {outcome.acknowledged} sign-offs acknowledged, {outcome.sent_again} of them when"
        f" sent again, {len(outcome.faults)} faults, {time.monotonic() - began:.0f} s."
    )
    for fault in outcome.faults:
        print(f"  {fault}")
    sys.exit(1 if outcome.faults or not found else 0)


def planted(folder: Path) -> Outcome:
    """Kill the worker of a Trainer whose database has no journal on the disk."""
    with careless.without_journal_here():
        return run(folder, kills=1, first=12, app="trials.careless:without_journal()")


if __name__ == "__main__":
    main()
