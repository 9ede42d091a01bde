"""Time how many decisions a second one ledger takes: `python -m bench.ledger`.

The ledger is one chain, so whoever commits a decision takes a turn at its head. Processes append
links as fast as they can, each in a transaction of its own that is on the disk when it returns, with
nothing else in it: what is printed is the most that any number of web servers can get. On SQLite in a
folder of its own, or with `--database postgresql://…` on a database that is there and empty.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_people import appoint
from trainer.audit.models import LedgerEntry
from trainer.audit.record import record
from trainer.audit.verify import verify
from trainer.cli.context import made
from trainer.config import Config
from trainer.core.events import Sealed
from trainer.extensions import db
from trainer.people.events import RoleRefused
from trainer.people.models import Appointment, Role
from trainer.web.transactions import unit_of_work
from trials.scene import lay_tables, settings

AT_ONCE = (1, 2, 4, 8)
SECONDS = 10.0
WHY = "Two others hold this role at the site already, and nobody there leaves before the summer."


def main() -> None:
    """Print the links a second that 1 to 8 processes append, and hold the chain against itself."""
    asked = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    asked.add_argument("--database", default="", help="an empty PostgreSQL database")
    asked.add_argument("--seconds", type=float, default=SECONDS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config = settings(Path(folder), given.database)
        _prepare(config)
        print(f"{'processes':>9} {'links a second':>15} {'processor, ms a link':>21}")
        for processes in AT_ONCE:
            links, worked = _together(config, processes, given.seconds)
            print(f"{processes:9} {links / given.seconds:15.0f} {1000 * worked / links:21.2f}")
        print(_whole(config))


def _prepare(config: Config) -> None:
    app = made(config)
    lay_tables(app)
    with app.app_context():
        appoint(make_user("Ada Learns"), Role.ASSESSOR)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()


def _together(config: Config, processes: int, seconds: float) -> tuple[int, float]:
    """Let so many processes append at once; give their links, and the seconds of processor those took."""
    begin = multiprocessing.get_context("spawn")
    gate = begin.Barrier(processes)
    told: list[Connection] = []
    at_work = []
    for _process in range(processes):
        ours, theirs = begin.Pipe(duplex=False)
        one = begin.Process(target=_append, args=(config, gate, seconds, theirs))
        one.start()
        at_work.append(one)
        told.append(ours)
    counts: Sequence[tuple[int, float]] = [one.recv() for one in told]
    for one in at_work:
        one.join()
    return sum(links for links, _took in counts), sum(took for _links, took in counts)


def _append(config: Config, gate: Barrier, seconds: float, tell: Connection) -> None:
    app = made(config)
    with app.app_context():
        number = db.session.scalars(sa.select(Appointment.id)).one()
        db.session.remove()
        gate.wait()
        links, before, until = 0, time.process_time(), time.monotonic() + seconds
        while time.monotonic() < until:
            with unit_of_work():
                role = db.session.get_one(Appointment, number)
                record(
                    RoleRefused(
                        actor=role.holder,
                        subject=role,
                        holder=role.holder,
                        role=role.role,
                        reason=Sealed(WHY),
                    )
                )
            links += 1
        tell.send((links, time.process_time() - before))
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()


def _whole(config: Config) -> str:
    app = made(config)
    with app.app_context():
        number = db.session.scalar(sa.select(sa.func.count()).select_from(LedgerEntry))
        began = time.perf_counter()
        faults = verify()
        took = time.perf_counter() - began
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()
    return f"{number} links in the ledger, held against one another in {took:.1f} s: {faults}"


if __name__ == "__main__":
    main()
