"""Come here for what issuing many certificates together costs: `python -m bench.batches`.

A real worker on an SQLite database of its own; wall time until every PDF is signed and stored,
processor time of the worker and its renderers, those included that others have followed, and the
most memory each held.
"""

import argparse
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
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


@dataclass
class Family:
    """A worker and the renderers it starts, some of which may have ended since."""

    worker: int
    peaks: dict[int, int] = field(default_factory=dict)

    def renderers(self) -> list[int]:
        """List the renderers that there are, from whichever of the worker's threads."""
        found = list[int]()
        for thread in Path(f"/proc/{self.worker}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):
                found += [int(one) for one in (thread / "children").read_text().split()]
        return found

    def look(self) -> None:
        """Note the most memory that each has held so far, before one of them ends."""
        for pid in (self.worker, *self.renderers()):
            with suppress(FileNotFoundError, ProcessLookupError, StopIteration):
                self.peaks[pid] = _mib(pid, "status", "VmHWM:")

    def processor(self) -> tuple[float, float]:
        """Tell the seconds of processor time of the worker, and of all its renderers, ended or not."""
        own, ended = _seconds(self.worker)
        running = 0.0
        for pid in self.renderers():
            with suppress(FileNotFoundError, ProcessLookupError):
                running += sum(_seconds(pid))
        return own, ended + running

    def shares(self) -> str:
        """Say the proportional share of memory that each holds at this moment, in MiB."""
        said = list[str]()
        for pid in (self.worker, *self.renderers()):
            with suppress(FileNotFoundError, ProcessLookupError, StopIteration):
                said.append(str(_mib(pid, "smaps_rollup", "Pss:")))
        return ", ".join(said)


def _seconds(pid: int) -> tuple[float, float]:
    """Tell the processor time of a process, and that of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system, ended_user, ended_system = (int(one) / TICKS for one in fields[11:15])
    return user + system, ended_user + ended_system


def _mib(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024


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
                family = Family(process.pid)
                before = family.processor()
                sign(actor, version, 2, size)
                began, issued_at, told = time.monotonic(), 0.0, 0
                while (now := counted())[1] < size + 1:
                    if now[1] >= told + EVERY:
                        told = now[1] - now[1] % EVERY
                        print(f"MiB after {told}: {family.shares()}", flush=True)
                    if now[0] == size + 1 and not issued_at:
                        issued_at = time.monotonic()
                    family.look()
                    time.sleep(0.02)
                took = time.monotonic() - began
                after = family.processor()
            db.session.remove()
            db.engine.dispose()
    print(f"{size} certificates of 13 units: {took:.1f} s, issued after {issued_at - began:.1f} s")
    worker, renderers = (late - early for early, late in zip(before, after, strict=True))
    most, *others = family.peaks.values()
    print(f"worker: {worker:.1f} s of processor, at most {most} MiB")
    peaks = ", ".join(str(peak) for peak in others)
    print(f"{len(others)} renderers: {renderers:.1f} s of processor, at most {peaks} MiB")
    yardstick()


def _left() -> bool:
    left = sa.select(sa.func.count()).where(OutboxItem.status == OutboxStatus.WAITING)
    found = bool(db.session.scalar(left))
    db.session.rollback()
    return found


if __name__ == "__main__":
    main()
