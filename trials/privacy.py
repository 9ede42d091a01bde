"""People with a marker in everything held about them: exports hold all of it, erasure leaves none.

Each export holds all of its own person's and nothing of another's; of whoever is erased nothing is
left that says who it was (`forgetting.py`).
"""

import argparse
import io
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from flask import Flask

from trainer.accounts.models import User
from trainer.app import create_app
from trainer.config import Config
from trainer.extensions import db
from trainer.privacy.writing.writer import Writer
from trainer.storage.store import Store
from trials import forgetting
from trials.generated import NOBODY, Generated, marker, unguarded
from trials.scene import lay_tables, settings


@dataclass
class Outcome:
    """How many exports were read, of how many markers, and what was wrong with them."""

    exports: int = 0
    markers: int = 0
    faults: list[str] = field(default_factory=list)


def exported(app: Flask, account: int) -> str:
    """Write somebody's export and return all it says: names of its parts, pages, data and files."""
    config, store = (
        cast("Config", app.extensions["trainer"]),
        cast("Store", app.extensions["store"]),
    )
    person = db.session.get_one(User, account)
    written = b"".join(Writer(config, store, lambda _done, _all: None).write(person))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        if broken := archive.testzip():
            raise ValueError(broken)
        return "\n".join(name + "\n" + archive.read(name).decode() for name in archive.namelist())


def look(app: Flask, people: int) -> Outcome:
    """Write so many people and read the export of each."""
    outcome, generated = Outcome(), Generated(app.extensions["store"])
    with unguarded():
        accounts = {person: generated.person(person) for person in range(1, people + 1)}
        db.session.flush()
    for person, account in accounts.items():
        said = exported(app, account)
        outcome.exports += 1
        outcome.markers += len(generated.handed_out[person])
        outcome.faults += [
            f"missing: {one}" for one in sorted(generated.handed_out[person]) if one not in said
        ]
        outcome.faults += [
            f"not to be handed out: {one}"
            for one in sorted(generated.kept_back[person])
            if one in said
        ]
        outcome.faults += [
            f"of another: {other} in the export of {person}"
            for other in accounts
            if other != person and f"mark{other}." in said
        ]
        decided = marker(NOBODY, "users", "name")
        if f"mark{NOBODY}.users." in said.replace(decided, ""):
            outcome.faults.append(f"more of whoever decided than the name, for {person}")
    return outcome


def run(folder: Path, *, people: int) -> Outcome:
    """Do it on a database of its own."""
    app = create_app(settings(folder))
    lay_tables(app)
    with app.app_context():
        return look(app, people)


def main() -> None:
    """Run both trials and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    asked = parser.parse_args()
    began, faults = time.monotonic(), list[str]()
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        handed_out = run(Path(folder), people=asked.people)
        faults += handed_out.faults
    with tempfile.TemporaryDirectory(prefix="trainer-trial-") as folder:
        forgotten = forgetting.run(Path(folder), people=asked.people)
        faults += forgotten.faults
    print(
        f"{'FAILED' if faults else 'PASSED'}: {handed_out.exports} exports,"
        f" {handed_out.markers} markers; {forgotten.erased} erased, {forgotten.places} columns and"
        f" every file looked through; {len(faults)} faults, {time.monotonic() - began:.0f} s."
    )
    for fault in faults[:50]:
        print(f"  {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
