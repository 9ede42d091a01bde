"""Who was erased, written down outside the database, so that a backup brought back does it again.

A line of `erased-people.txt` in the data folder is a person's number, the moment their account was
made, the tombstone's sign and when it was done: nothing that says who it was.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.privacy.erasure.models import Erasure, ErasureStatus

FILE = "erased-people.txt"


@dataclass(frozen=True)
class Known:
    """One erased person, as the list names them."""

    person_id: int
    account_made: datetime
    sign: str
    done_at: datetime

    def __str__(self) -> str:
        made, done = (one.astimezone(UTC).isoformat() for one in (self.account_made, self.done_at))
        return f"{self.person_id} {made} {self.sign} {done}"

    @classmethod
    def parsed(cls, line: str) -> "Known":
        """Read a line as it was written; raises `ValueError` where it is none."""
        number, made, sign, done = line.split()
        return cls(int(number), datetime.fromisoformat(made), sign, datetime.fromisoformat(done))


def on_record() -> list[Known]:
    """List everybody the records say was erased, the first first."""
    found = db.session.execute(
        sa.select(User.id, User.created_at, Erasure.tombstone, Erasure.decided_at)
        .join(Erasure, Erasure.person_id == User.id)
        .where(Erasure.status == ErasureStatus.DONE)
        .order_by(Erasure.id)
    )
    return [
        Known(number, made, sign, done)
        for number, made, sign, done in found
        if sign is not None and done is not None
    ]


def kept(path: Path) -> list[Known]:
    """Read a list; none where there is no such file. A line that a power cut broke is passed over."""
    if not path.exists():
        return []
    whole = path.read_text().rpartition("\n")[0]
    return [Known.parsed(line) for line in whole.splitlines() if line]


def write_down(folder: Path) -> None:
    """Add to the list of a data folder whoever was erased and is not on it yet."""
    before = {one.person_id for one in kept(folder / FILE)}
    append(folder / FILE, (one for one in on_record() if one.person_id not in before))


def append(path: Path, people: Iterable[Known]) -> None:
    """Add lines to a list; they are safe on the disk when this returns.

    A last line that a power cut broke goes first, so that none is written onto it.
    """
    lines = [f"{one}\n" for one in people]
    if not lines:
        return
    whole = path.read_bytes().rfind(b"\n") + 1 if path.exists() else 0
    with path.open("ab") as file:
        file.truncate(whole)
        file.write("".join(lines).encode())
        file.flush()
        os.fsync(file.fileno())
