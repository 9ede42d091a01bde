"""Come here for what issuing many certificates together costs: `python -m bench.batches`.

A real worker on an SQLite database of its own; wall time until every PDF is signed and stored,
processor time of the worker and its renderer, and the most memory each held.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from bench.inprocess import yardstick
from tests.factories_certificates import make_administrator, make_version
from trainer.batches.models import BatchLine
from trainer.certificates.models import Certificate
from trainer.cli.context import made
from trainer.cli.migrating import bring_up_to_date
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, OutboxStatus
from trials.scene import settings, sign, working

TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 100
"""After so many certificates it is said what each process holds, so that growth is seen."""


def used(pid: int) -> tuple[float, int]:
    """Tell the seconds of processor time a process and its children have taken, and its peak MiB."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = next(
        int(line.split()[1])
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    return (int(fields[11]) + int(fields[12])) / TICKS, peak // 1024


def share(pid: int) -> int:
    """Tell a process's proportional share of memory in MiB, at this moment."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1024


def shares(pid: int) -> str:
    """Say what the worker and each of its children hold at this moment."""
    return ", ".join(str(share(one)) for one in (pid, *children(pid)))


def children(pid: int) -> list[int]:
    """List the processes that a process has started, from whichever of its threads."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(one) for thread in threads for one in (thread / "children").read_text().split()]


def counted() -> tuple[int, int]:
    """Count the certificates issued and the PDFs stored."""
    issued = db.session.scalar(sa.select(sa.func.count(BatchLine.certificate_id)))
    stored = db.session.scalar(sa.select(sa.func.count(Certificate.pdf_key)))
    db.session.rollback()
    return issued or 0, stored or 0


def main() -> None:
    """Issue so many, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        config = settings(Path(folder))
        app = made(config)
        with app.app_context():
            bring_up_to_date(app)
            actor, version = make_administrator(), make_version(units=13)
            sign(actor, version, 1, 1)
            with working(config) as process:
                while _left():  # One is made first, so that worker and renderer are warm.
                    time.sleep(0.1)
                before = used(process.pid)[0], sum(used(one)[0] for one in children(process.pid))
                sign(actor, version, 2, size)
                began, issued_at, told = time.monotonic(), 0.0, 0
                while (now := counted())[1] < size + 1:
                    if now[1] >= told + EVERY:
                        told = now[1] - now[1] % EVERY
                        print(f"MiB after {told}: {shares(process.pid)}", flush=True)
                    if now[0] == size + 1 and not issued_at:
                        issued_at = time.monotonic()
                    time.sleep(0.02)
                took = time.monotonic() - began
                worker_cpu, worker_peak = used(process.pid)
                renderers = [used(one) for one in children(process.pid)]
            db.session.remove()
            db.engine.dispose()
    print(f"{size} certificates of 13 units: {took:.1f} s, issued after {issued_at - began:.1f} s")
    print(f"worker: {worker_cpu - before[0]:.1f} s of processor, at most {worker_peak} MiB")
    rendering = sum(cpu for cpu, _ in renderers) - before[1]
    peaks = " and ".join(str(peak) for _, peak in renderers)
    print(f"renderers: {rendering:.1f} s of processor, at most {peaks} MiB")
    yardstick()


def _left() -> bool:
    left = sa.select(sa.func.count()).where(OutboxItem.status == OutboxStatus.WAITING)
    found = bool(db.session.scalar(left))
    db.session.rollback()
    return found


if __name__ == "__main__":
    main()
