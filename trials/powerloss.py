"""Take the power away at every moment of a recording of sign-offs, and count: `./run trial powerloss`.

The web server's own calls on the database files are recorded. After each call the disk is laid out
as a power cut could have left it: what was not synced is gone, or some of it, or torn in the midst.
A file's existence counts as durable.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from trainer.checks.running import run as check_everything
from trainer.cli.context import made
from trainer.config import Config
from trainer.core import sqlite
from trainer.extensions import db
from trials import recording, tracing
from trials.recording import Call, Kind
from trials.scene import lay_tables, settings
from trials.serving import ACKNOWLEDGED, Visitor, make_assessor, make_waiting, serving

FILES = ("trainer.db", "trainer.db-wal", "trainer.db-journal")
SECTOR = 512
EVERYTHING_EVERY = 100
"""One in so many images is held against every invariant; each against what SQLite can tell itself."""
CAREFUL, PLANTED = "wsgi:app", "trials.careless:normal()"


@dataclass
class Disk:
    """One file: what the disk surely has, and what was written since and may be there or not."""

    durable: bytearray
    unsynced: list[Call] = field(default_factory=list)

    def take(self, call: Call) -> None:
        """Go on by one call."""
        if call.kind is Kind.SYNC:
            for one in self.unsynced:
                apply(self.durable, one)
            self.unsynced.clear()
        else:
            self.unsynced.append(call)

    def after(self, survivors: list[Call]) -> bytes:
        """Lay the file out with what survived of the unsynced."""
        content = bytearray(self.durable)
        for one in survivors:
            apply(content, one)
        return bytes(content)


def apply(content: bytearray, call: Call) -> None:
    """Do to these bytes what the call did to its file."""
    if call.kind is Kind.TRUNCATE:
        del content[call.at :]
        content.extend(bytes(max(0, call.at - len(content))))
        return
    content.extend(bytes(max(0, call.at - len(content))))
    content[call.at : call.at + len(call.content)] = call.content


@dataclass(frozen=True)
class Outcome:
    """How many images were opened over how many acknowledged sign-offs, and what was wrong.

    `syncs` counts by file; those of the database itself are checkpoints.
    """

    images: int
    acknowledged: int
    lost: int
    corrupt: list[str]
    syncs: Counter[str]


def run(folder: Path, *, sign_offs: int, images: int, seed: int, app: str = CAREFUL) -> Outcome:
    """Record so many sign-offs, and open at least so many images of the disk."""
    tracing.require()
    config, note = settings(folder), folder / "strace"
    trainer = made(config)
    with trainer.app_context():
        lay_tables(trainer)
        waiting = _record(config, note, sign_offs, app)
        told = list(recording.calls(note, acknowledged=ACKNOWLEDGED))
        db.session.remove()
        db.engine.dispose()
        outcome = _replay(trainer, folder, told, waiting, images, random.Random(seed))  # noqa: S311
        trainer.extensions["jobs"].close()
    return outcome


def _record(config: Config, note: Path, sign_offs: int, app: str) -> list[int]:
    """Sign one after the other while every call is noted; name them in that order."""
    assessor, waiting = make_assessor(), make_waiting(sign_offs)
    with serving(config, app=app) as server:
        visitor = Visitor(server.address)
        visitor.sign_in(assessor)
        for name in FILES:
            if (file := config.data_dir / name).exists():
                (config.data_dir / f"{name}.before").write_bytes(file.read_bytes())
        with tracing.watching(server.worker(), *recording.OPTIONS, note=note):
            for one in waiting:
                if (status := visitor.sign(one)) != ACKNOWLEDGED:
                    raise SystemExit(f"A sign-off ended with {status}.")
        for name in FILES:
            if (file := config.data_dir / name).exists():
                (config.data_dir / f"{name}.after").write_bytes(file.read_bytes())
    return [one.id for one in waiting]


def _replay(
    app: Flask, folder: Path, told: list[Call], order: list[int], most: int, chance: random.Random
) -> Outcome:
    disks = {name: Disk(bytearray(_content(folder / f"{name}.before"))) for name in FILES}
    images, acknowledged, lost, corrupt, syncs = 0, 0, 0, list[str](), Counter[str]()
    each = -(-most // max(1, sum(call.path.name in disks for call in told)))
    for call in told:
        if call.kind is Kind.ACKNOWLEDGE:
            acknowledged += 1
        elif (disk := disks.get(call.path.name)) is not None:
            disk.take(call)
            syncs[call.path.name] += call.kind is Kind.SYNC
        else:
            continue
        for number in range(each):
            _lay_out(folder, disks, chance, everything_gone=number == 0)
            images += 1
            there, faults = _look(folder)
            if images % EVERYTHING_EVERY == 0 and not faults:
                faults = [*_check(app)]
            lost += bool(set(order[:acknowledged]) - there)
            corrupt += faults
    for name, disk in disks.items():
        if disk.after(disk.unsynced) != _content(folder / f"{name}.after"):
            raise SystemExit(f"The recording of {name} does not add up to the file.")
    return Outcome(images, acknowledged, lost, corrupt, syncs)


def _lay_out(
    folder: Path, disks: dict[str, Disk], chance: random.Random, *, everything_gone: bool
) -> None:
    for name, disk in disks.items():
        survivors = [] if everything_gone else list(_survivors(disk.unsynced, chance))
        if content := disk.after(survivors):
            (folder / name).write_bytes(content)
        else:
            (folder / name).unlink(missing_ok=True)
    (folder / "trainer.db-shm").unlink(missing_ok=True)


def _survivors(unsynced: list[Call], chance: random.Random) -> Iterator[Call]:
    """Let some of the writes reach the disk, in any order of the disk's own, some of them in part."""
    likely = chance.choice((0.3, 0.7, 1.0))
    for one in unsynced:
        if chance.random() > likely:
            continue
        sectors = -(-len(one.content) // SECTOR)
        if sectors > 1 and chance.random() < 1 / 3:
            kept = chance.randrange(1, sectors) * SECTOR
            yield Call(one.kind, one.path, one.at, one.content[:kept])
        else:
            yield one


def _look(folder: Path) -> tuple[set[int], list[str]]:
    """Open what is left: which submissions bear a judgement, and whether the database is whole."""
    library = sqlite.library()
    connection = library.connect(folder / "trainer.db")
    try:
        whole = [found for (found,) in connection.execute("PRAGMA integrity_check")]
        there = {found for (found,) in connection.execute("SELECT submission_id FROM judgements")}
        last = connection.execute("SELECT seq, hash FROM ledger_entries ORDER BY seq DESC LIMIT 1")
        head = connection.execute("SELECT seq, hash FROM ledger_head")
        if last.fetchone() != head.fetchone():
            whole.append("The ledger's head is not its last link.")
    except library.DatabaseError as trouble:
        return set(), [str(trouble)]
    finally:
        connection.close()
    return there, [one for one in whole if one != "ok"]


def _check(app: Flask) -> Iterator[str]:
    with app.app_context():
        yield from (f"{one.invariant}: {one.says}" for one in check_everything())
        db.session.remove()
        db.engine.dispose()


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def main() -> None:
    """Show that the harness finds what is lost without syncing; then count for Trainer as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=5_000)
    parser.add_argument("--sign-offs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args()
    failed = False
    for app, share in ((PLANTED, 10), (CAREFUL, 1)):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="trainer-trial-", dir="/dev/shm") as folder:
            outcome = run(
                Path(folder),
                sign_offs=asked.sign_offs // share,
                images=asked.images // share,
                seed=asked.seed,
                app=app,
            )
        is_as_wanted = bool(outcome.lost) if app == PLANTED else not outcome.lost
        is_as_wanted = is_as_wanted and not outcome.corrupt
        failed = failed or not is_as_wanted
        print(
            f"{'PASSED' if is_as_wanted else 'FAILED'}: {app}: {outcome.images} images of"
            f" {outcome.acknowledged} sign-offs acknowledged, {outcome.lost} lost some,"
            f" {len(outcome.corrupt)} corrupt, {time.monotonic() - began:.0f} s;"
            f" syncs: {', '.join(f'{times} {name}' for name, times in outcome.syncs.items())}."
        )
        for fault in outcome.corrupt[:20]:
            print(f"  {fault}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
