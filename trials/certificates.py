"""Kill the job worker while it issues certificates, and count: `./run trial certificates`."""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests.factories_certificates import make_administrator, make_version
from trainer.audit.models import LedgerEntry
from trainer.batches.models import Batch, BatchLine, BatchStatus, LineStatus
from trainer.certificates.models import Certificate, CertificateSeries, Rendering
from trainer.checks import batches as batch_checks
from trainer.checks import certificates as certificate_checks
from trainer.checks import constraints, files, issued, ledger, letterheads
from trainer.cli.context import made
from trainer.cli.migrating import bring_up_to_date
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, OutboxStatus, Task
from trials.scene import Workers, settings, sign

CHECKS = [
    *certificate_checks.CHECKS,
    *issued.CHECKS,
    *letterheads.CHECKS,
    *batch_checks.CHECKS,
    *ledger.CHECKS,
    *constraints.CHECKS,
    *files.CHECKS,
]
"""The learners come ready-made, without judgements, so what is checked of those is left out."""
SPARED = (0.1, 1.0)
"""Seconds a worker goes on at most once it has begun: now so few that it is still issuing."""
PATIENCE = 600.0
"""Seconds after which no more workers are killed."""
IDLE = 120.0
"""Seconds after which a worker that does nothing is taken for a fault."""


@dataclass(frozen=True)
class Outcome:
    """How often the worker was killed and at what, over how many certificates; what was wrong."""

    kills: Counter[str]
    certificates: int
    faults: list[str]


def run(
    folder: Path, *, kills: int, size: int, seed: int, database: str = "", within: float = PATIENCE
) -> Outcome:
    """Issue batch after batch, killing the worker at random moments; then let it finish, and count.

    It begins no other round when the time is over, and says so as a fault.
    """
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    config, began = settings(folder, database), time.monotonic()
    app, workers = made(config), Workers(config)
    with app.app_context():
        bring_up_to_date(app)
        administrator, version = make_administrator(), make_version()
        batches, killed_at = 0, Counter[str]()
        while killed_at.total() < kills and time.monotonic() - began < within:
            if not _left():
                batches += 1
                sign(administrator, version, batches, size)
            with workers.working() as process:
                _wait_for_work(process)
                time.sleep(moments.uniform(0.0, moments.choice(SPARED)))
            killed_at[_under_way()] += 1
        with workers.working() as process:
            _wait_until_done(process)
        faults = [
            *_differs("kills", killed_at.total(), kills),
            *_faults(app, batches * size),
        ]
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"].close()
        return Outcome(killed_at, batches * size, faults)


def _wait_for_work(process: BaseProcess) -> None:
    before = _state()
    _wait(process, lambda: _state() != before)


def _wait_until_done(process: BaseProcess) -> None:
    _wait(process, lambda: not _left())


def _wait(process: BaseProcess, happened: Callable[[], bool]) -> None:
    waited_since, state = time.monotonic(), _state()
    while not happened():
        if not process.is_alive():
            raise SystemExit(f"The worker ended by itself with {process.exitcode}.")
        time.sleep(0.02)
        if (now := _state()) != state:
            waited_since, state = time.monotonic(), now
        if time.monotonic() - waited_since > IDLE:
            raise SystemExit(f"The worker has done nothing for {IDLE:.0f} seconds: {state}")


def _under_way() -> str:
    """Say what the worker was killed at."""
    lines = sa.select(sa.func.count()).where(BatchLine.status == LineStatus.WAITING)
    unmade = sa.select(sa.func.count()).where(Certificate.pdf_key.is_(None))
    issuing, making = db.session.scalar(lines), db.session.scalar(unmade)
    db.session.rollback()
    return "issuing" if issuing else "making PDFs" if making else "writing letters"


def _state() -> tuple[int, int, int]:
    """Tell how much has been done: lines issued, PDFs made, work done."""
    counts = db.session.execute(
        sa.select(
            sa.select(sa.func.count(BatchLine.certificate_id)).scalar_subquery(),
            sa.select(sa.func.count(Certificate.pdf_key)).scalar_subquery(),
            sa.select(sa.func.count())
            .select_from(OutboxItem)
            .where(OutboxItem.status == OutboxStatus.DONE)
            .scalar_subquery(),
        )
    ).one()
    db.session.rollback()
    return (counts[0], counts[1], counts[2])


def _left() -> int:
    """Count the work that still waits."""
    left = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(OutboxItem)
        .where(OutboxItem.status == OutboxStatus.WAITING)
    )
    db.session.rollback()
    return left or 0


def _faults(app: Flask, intended: int) -> Iterator[str]:
    """Count everything; say what did not come out."""
    certificates = db.session.scalars(sa.select(Certificate).order_by(Certificate.id)).all()
    lines = db.session.scalars(sa.select(BatchLine)).all()
    issued = {line.certificate_id for line in lines if line.status is LineStatus.ISSUED}
    yield from _differs("lines", len(lines), intended)
    yield from _differs("certificates", len(certificates), intended)
    yield from _differs("lines with a certificate of their own", len(issued), intended)
    yield from _differs(
        "registrations certified", len({one.registration_id for one in certificates}), intended
    )
    yield from _differs(
        "batches done",
        {batch.status for batch in db.session.scalars(sa.select(Batch))},
        {BatchStatus.DONE},
    )
    numbers = [int(one.number.rpartition("-")[2]) for one in certificates]
    yield from _differs("numbers", sorted(numbers), list(range(1, intended + 1)))
    yield from _differs(
        "last number", db.session.scalar(sa.select(CertificateSeries.last)), intended
    )
    for kind, wanted in (("CertificateIssued", intended), ("BatchIssued", 0)):
        links = sa.select(sa.func.count()).where(LedgerEntry.kind == kind)
        yield from _differs(f"links {kind}", db.session.scalar(links), wanted)
    for task in (Task.RENDER_CERTIFICATE, Task.MAIL_CERTIFICATE):
        asked = db.session.scalars(sa.select(OutboxItem.payload).where(OutboxItem.task == task))
        yield from _differs(
            task.value,
            sorted(one["certificate_id"] for one in asked),
            [one.id for one in certificates],
        )
    failed = sa.select(sa.func.count()).where(OutboxItem.status == OutboxStatus.FAILED)
    yield from _differs("work given up", db.session.scalar(failed), 0)
    store = app.extensions["store"]
    for one in certificates:
        if one.rendering is not Rendering.READY or one.pdf_key is None:
            yield f"{one.number} has no PDF."
        elif hashlib.sha256(b"".join(store.open(one.pdf_key))).hexdigest() != one.pdf_sha256:
            yield f"The PDF of {one.number} has other bytes than those whose hash is kept."
    yield from _differs("keys", len({one.pdf_key for one in certificates}), intended)
    for found in (check.findings() for check in CHECKS):
        yield from (f"{one.invariant}: {one.says}" for one in found)


def _differs(what: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{what}: {found} instead of {wanted}"


def main() -> None:
    """Run the trial on a database of its own and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--size", type=int, default=5, help="certificates in a batch")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--database", default="")
    parser.add_argument("--within", type=float, default=PATIENCE, help="seconds for all the kills")
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    took = time.monotonic() - began
    at = ", ".join(f"{count} {what}" for what, count in outcome.kills.most_common())
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {outcome.kills.total()} kills ({at})", end=""
    )
    print(f" over {outcome.certificates} certificates, {len(outcome.faults)} faults.")
    print(f"{took:.0f} s, seed {asked.seed}, {asked.database.partition(':')[0] or 'sqlite'}.")
    for fault in outcome.faults:
        print(f"  {fault}")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
