"""Let eight decide the same submissions, and send one form hundreds of times: `./run trial races`."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_urlsafe

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.events import Judged
from trainer.audit.models import LedgerEntry
from trainer.checks.running import run as check_everything
from trainer.cli.context import made
from trainer.extensions import db
from trials.scene import lay_tables, settings
from trials.serving import (
    ACKNOWLEDGED,
    Server,
    Visitor,
    Waiting,
    make_assessor,
    make_waiting,
    serving,
    signed,
)

AT_ONCE = 8
HARMLESS = {ACKNOWLEDGED, 409}
"""Done, or told that it was done already."""


@dataclass(frozen=True)
class Outcome:
    """What was answered to those who decided the same and to one form's copies, and what was wrong."""

    deciding: Counter[int]
    replaying: Counter[int]
    faults: list[str]


def run(folder: Path, *, submissions: int, replays: int, database: str = "") -> Outcome:
    """Do both, each against a web server of eight processes, and count what is on record."""
    config = settings(folder, database)
    trainer = made(config)
    with trainer.app_context():
        lay_tables(trainer)
        assessor, waiting = make_assessor(), make_waiting(submissions + 1)
        *same, once = waiting
        with serving(config, workers=AT_ONCE) as server:
            visitors = _signed_in(server, assessor)
            deciding = _at_once(
                visitors, lambda: (replace(one, request_key=token_urlsafe(16)) for one in same)
            )
            replaying = _at_once(visitors, lambda: [once] * (replays // AT_ONCE))
        faults = list(_faults(deciding + replaying, [one.id for one in waiting]))
        db.session.remove()
        db.engine.dispose()
        trainer.extensions["jobs"].close()
    return Outcome(deciding, replaying, faults)


def _signed_in(server: Server, assessor: User) -> list[Visitor]:
    visitors = [Visitor(server.address) for _each in range(AT_ONCE)]
    for one in visitors:
        one.sign_in(assessor)
    return visitors


def _at_once(visitors: list[Visitor], forms: Callable[[], Iterable[Waiting]]) -> Counter[int]:
    def send(visitor: Visitor) -> Counter[int]:
        return Counter(visitor.sign(one) for one in forms())

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(send, visitors), Counter[int]())


def _faults(answers: Counter[int], wanted: list[int]) -> Iterator[str]:
    if strange := set(answers) - HARMLESS:
        yield f"Answered with {sorted(strange)}."
    if sorted(signed()) != sorted(wanted):
        yield f"{len(signed())} decisions on record instead of {len(wanted)}, one for each."
    links = db.session.scalar(sa.select(sa.func.count()).where(LedgerEntry.kind == Judged.__name__))
    if links != len(wanted):
        yield f"{links} links of the ledger instead of {len(wanted)}."
    yield from (f"{one.invariant}: {one.says}" for one in check_everything())


def main() -> None:
    """Run the trial and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--replays", type=int, default=500)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database")
    asked, began = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {asked.submissions} submissions decided by"
        f" {AT_ONCE} each: {_told(outcome.deciding)}; one form {outcome.replaying.total()} times:"
        f" {_told(outcome.replaying)}; {len(outcome.faults)} faults,"
        f" {time.monotonic() - began:.0f} s."
    )
    for fault in outcome.faults[:50]:
        print(f"  {fault}")
    sys.exit(1 if outcome.faults else 0)


def _told(answers: Counter[int]) -> str:
    return ", ".join(f"{count} times {status}" for status, count in sorted(answers.items()))


if __name__ == "__main__":
    main()
