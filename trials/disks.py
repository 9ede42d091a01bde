"""Let the disk fail and let it fill while people sign: `./run trial disks`."""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from trainer.checks.running import run as check_everything
from trainer.cli.context import made
from trainer.config import Config
from trainer.extensions import db
from trials import tracing
from trials.scene import lay_tables, settings
from trials.serving import (
    ACKNOWLEDGED,
    Server,
    Visitor,
    Waiting,
    bring_journal_home,
    make_assessor,
    make_waiting,
    serving,
    signed,
)

HELD = (http.client.SERVICE_UNAVAILABLE, http.client.INSUFFICIENT_STORAGE)
"""The answers that say that nothing was changed, and to try again."""
FAILING = ("fsync,fdatasync", "pwrite64")
SMALL, LARGE = "32m", "96m"
LEFT = 300 * 1024
"""So many bytes are left when the disk begins to be full: enough for a sign-off or two."""
WAITING = 12
UNMOUNTABLE = "Nobody but root may make a disk as small as this trial needs."


@dataclass
class Outcome:
    """What was answered while the disk failed or was full, and what was wrong."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def run_failing(folder: Path) -> Outcome:
    """Let syncs, then writes, of the records fail with EIO; then let everybody try again."""
    tracing.require()
    with _signing(settings(folder)) as (config, server, visitor, waiting, outcome):
        records = [config.data_dir / f"trainer.db{end}" for end in ("", "-wal", "-journal")]
        for calls, mine in zip(FAILING, (waiting[::2], waiting[1::2]), strict=True):
            options = (f"--trace={calls}", f"--inject={calls}:error=EIO")
            note = config.data_dir / "strace"
            with tracing.watching(server.worker(), *options, note=note, paths=records):
                _sign(visitor, mine, outcome)
        outcome.faults += _sign_again(visitor, waiting)
    return outcome


def run_full(folder: Path) -> Outcome:
    """Fill the disk that holds everything, read, and give it room again."""
    with (
        small_disk(folder),
        _signing(settings(folder)) as (config, _server, visitor, all_, outcome),
    ):
        bring_journal_home(config)
        ballast = config.data_dir / "ballast"
        room = os.statvfs(folder)
        ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - LEFT))
        _sign(visitor, all_, outcome)
        if not outcome.answers.keys() & set(HELD):
            outcome.faults.append("The disk was never full.")
        for path in ("/", "/queue", f"/review/{all_[0].id}"):
            if (status := visitor.get(path)[0]) not in {http.client.OK, http.client.FOUND}:
                outcome.faults.append(f"{path} can't be read on a full disk: {status}")
        subprocess.run(
            ["mount", "-o", f"remount,size={LARGE}", str(folder)],  # noqa: S607
            check=True,
        )
        outcome.faults += _sign_again(visitor, all_)
    return outcome


@contextmanager
def _signing(config: Config) -> Iterator[tuple[Config, Server, Visitor, list[Waiting], Outcome]]:
    """Have a server, somebody signed in to it, and sign-offs that wait; look at all at the end."""
    trainer, outcome = made(config), Outcome()
    lay_tables(trainer)
    with trainer.app_context():
        assessor, waiting = make_assessor(), make_waiting(WAITING)
        with serving(config) as server:
            visitor = Visitor(server.address)
            visitor.sign_in(assessor)
            yield config, server, visitor, waiting, outcome
        outcome.faults += [f"{one.invariant}: {one.says}" for one in check_everything()]
        db.session.remove()
        db.engine.dispose()
        trainer.extensions["jobs"].close()


def _sign(visitor: Visitor, waiting: list[Waiting], outcome: Outcome) -> None:
    """Sign each once; whatever is not acknowledged must not be there, and be told so cleanly."""
    for one in waiting:
        status = visitor.sign(one)
        outcome.answers[status] += 1
        if status not in {ACKNOWLEDGED, *HELD}:
            outcome.faults.append(f"Submission {one.id} was answered with {status}.")
        if (one.id in signed()) is not (status == ACKNOWLEDGED):
            outcome.faults.append(f"Submission {one.id}: {status} is not what became of it.")


def _sign_again(visitor: Visitor, waiting: list[Waiting]) -> Iterator[str]:
    """Send every form once more, as their senders would: each takes effect once in all."""
    for one in waiting:
        if (status := visitor.sign(one)) != ACKNOWLEDGED:
            yield f"Submission {one.id} was answered with {status} on a disk that is well."
    if sorted(signed()) != sorted(one.id for one in waiting):
        yield "Not every submission bears one judgement in the end."


@cache
def can_mount() -> bool:
    """Say whether a small disk may be made here."""
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder],  # noqa: S607
            capture_output=True,
            check=False,
        )
        if mounted.returncode == 0:
            subprocess.run(["umount", folder], check=True)  # noqa: S607
        return mounted.returncode == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Make a small disk of a folder for as long as this lasts."""
    if not can_mount():
        raise SystemExit(UNMOUNTABLE)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)],  # noqa: S607
        check=True,
    )
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607


def main() -> None:
    """Run both trials on databases of their own and print the verdict."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    failed = False
    for what, trial in (("failing", run_failing), ("full", run_full)):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
            outcome = trial(Path(folder))
        failed = failed or bool(outcome.faults)
        answers = ", ".join(f"{count} times {status}" for status, count in outcome.answers.items())
        print(
            f"{'FAILED' if outcome.faults else 'PASSED'}: {what} disk: answered {answers};"
            f" {len(outcome.faults)} faults, {time.monotonic() - began:.0f} s."
        )
        for fault in outcome.faults:
            print(f"  {fault}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
