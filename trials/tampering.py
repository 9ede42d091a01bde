"""Tamper with ledger, rows and files as somebody with all of them in hand could: `./run trial tampering`.

They lift the guards, change what they like, let other rows agree and chain the ledger anew, so that it
is whole in itself. What they don't reach is the link that went out before. Each tampering has to be
found by `trainer audit verify`, `trainer audit files` or `trainer check`; then it is undone.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from tests.audit.test_ledger import lift_guards
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_registration,
    make_signed,
    proof_of,
    submit,
)
from tests.factories_certificates import keep_pdf, make_certificate
from tests.factories_logs import make_attached, make_entry
from trainer.anchoring import holding
from trainer.anchoring.sending import send_out
from trainer.assessments.models import CriterionState
from trainer.audit.models import LedgerHead
from trainer.checks import accounted, fingerprints, issued, vouched
from trainer.checks.finding import Check
from trainer.checks.running import CHECKS
from trainer.cli.context import made
from trainer.config import Config
from trainer.extensions import db
from trainer.logs.models import CriterionLink
from trainer.quality import actions as quality
from trials import forging, spoiling
from trials.scene import lay_tables, settings

WITH_FILES = 12
GUARDS = "The guards stand."
"""They would be put back by whoever is careful enough to chain the ledger anew."""


@dataclass(frozen=True)
class Outcome:
    """How many tamperings of each kind there were, what found them, and which nothing found."""

    done: Counter[str]
    found_by: Counter[str]
    missed: list[str]


def run(folder: Path, *, tamperings: int, seed: int) -> Outcome:
    """Tamper so many times with the ledger, with rows and with files in turn."""
    chance = random.Random(seed)  # noqa: S311 - chances, not secrets
    config = replace(settings(folder), anchor_store=f"file://{folder / 'outside'}")
    app = made(config)
    lay_tables(app)
    done, found_by, missed = Counter[str](), Counter[str](), list[str]()
    kept = config.files_dir / "kept"
    with app.app_context():
        _play(config)
        lift_guards()
        db.session.commit()
        db.session.execute(sa.text("PRAGMA foreign_keys=OFF"))
        db.session.commit()
        if found := _found(app, config):
            raise SystemExit(f"Something is wrong before anybody did harm: {found}")
        while done.total() < tamperings:
            with _undone(kept):
                kind = _tamper(done.total(), chance, kept)
                if kind:
                    done[kind.partition(":")[0]] += 1
                    found = _found(app, config)
                    found_by[found or "nothing"] += 1
                    missed += [] if found else [kind]
        db.session.remove()
        db.engine.dispose()
        app.extensions["jobs"].close()
    return Outcome(done, found_by, missed)


def _play(config: Config) -> None:
    """Have evidence with files judged, a unit signed, a certificate out; and send out the last link."""
    ada, ben, ivo = make_user("Ada Trainee"), make_user("Ben Assessor"), make_user("Ivo Quality")
    registration = make_registration(ada, ben, ivo)
    criteria = criteria_of(registration)
    for number in range(WITH_FILES):
        revision = make_entry(ada, f"Entry {number}")
        make_attached(revision, f"What happened as number {number}.".encode() * 20)
        revision.links = [CriterionLink(criterion=criteria[number % 2])]
        db.session.commit()
        submission = submit(revision.item, registration)
        judge(submission, [criteria[number % 2]], CriterionState.NOT_YET_MET)
    unit = make_signed(registration)
    quality.release(
        [unit],
        actor=ivo,
        proof=proof_of(ivo),
        looked_at=[unit.id],
        seen=quality.mark_of(quality.hashes_of([unit])),
    )
    quality.complete(registration, actor=ivo, proof=proof_of(ivo))
    db.session.commit()
    certificate = make_certificate(ada, registration=registration)
    head = db.session.get_one(LedgerHead, 1)
    keep_pdf(certificate, link=f"{head.seq}:{head.hash}")
    db.session.commit()
    send_out(config)


def _tamper(number: int, chance: random.Random, kept: Path) -> str:
    """Do one harm and tell what; nothing if it came to nothing."""
    match number % 3:
        case 0:
            return _forge(chance)
        case 1:
            return spoiling.spoil_rows(chance)
        case _:
            return spoiling.spoil_file(chance, kept)


@contextmanager
def _undone(folder: Path) -> Iterator[None]:
    """Let what is done within be undone: rows by the database, files from memory."""
    kept = {path: path.read_bytes() for path in folder.glob("*/*")}
    try:
        yield
    finally:
        db.session.rollback()
        db.session.expire_all()
        for path, content in kept.items():
            path.unlink(missing_ok=True)
            path.write_bytes(content)


def _forge(chance: random.Random) -> str:
    """Tamper with the ledger; in three cases of four it is chained anew."""
    name = chance.choice(sorted(forging.OPERATIONS))
    chain = forging.read()
    before = [one.says() for one in chain]
    forging.OPERATIONS[name](chain, chance)
    if before == [one.says() for one in chain]:
        return ""
    anew = chance.random() < 3 / 4
    if anew:
        forging.chain_anew(chain)
    forging.write(chain)
    return f"ledger, {name}{', chained anew' if anew else ''}: –"


def _found(app: Flask, config: Config) -> str:
    """Say which command finds something, the quickest first; nothing if none does."""
    db.session.flush()
    db.session.expire_all()
    if holding.faults(config):
        return "audit verify"
    if fingerprints.compare(app.extensions["store"]).faults:
        return "audit files"
    return "check" if any(next(check.findings(), None) for check in _quickest_first()) else ""


def _quickest_first() -> list[Check]:
    """List all checks but that of the guards, those that read every certificate last."""
    others = [one for one in CHECKS if one.holds != GUARDS and one not in issued.CHECKS]
    return [*vouched.CHECKS, *accounted.CHECKS, *others, *issued.CHECKS]


def main() -> None:
    """Run the trial on a database of its own and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tamperings", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        outcome = run(Path(folder), **vars(asked))
    found = ", ".join(f"{count} by {command}" for command, count in outcome.found_by.most_common())
    print(
        f"{'FAILED' if outcome.missed else 'PASSED'}: {outcome.done.total()} tamperings, {found};"
        f" {time.monotonic() - began:.0f} s, seed {asked.seed}."
    )
    for kind, count in sorted(outcome.done.items()):
        print(f"  {count:4} {kind}")
    for kind, count in Counter(outcome.missed).most_common():
        print(f"  missed {count} times: {kind}")
    sys.exit(1 if outcome.missed else 0)


if __name__ == "__main__":
    main()
