"""Come here for what a backup is made of: a folder that holds moments, and the files they share.

    FOLDER/files/ab/cd…        each file of the store once, whichever moments need it
    FOLDER/moments/20261127T175800Z/
        database               the records as they were, an SQLite file or a dump of pg_dump
        files.sha256           each file with its fingerprint, as `sha256sum -c` reads it
        keys/, …               what else the data folder holds, but for the secret key
        moment.json            what there was, counted, and the last link of the ledger

A moment whose folder bears its name is whole; one still being made is called `making-…`.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _

NAMED = "%Y%m%dT%H%M%SZ"
MAKING = "making-"
DATABASE = "database"
LISTED = "files.sha256"
ABOUT = "moment.json"
LAST = "last-backup"
"""A file of the data folder that says when the last backup was made (`last_made`)."""
BEFORE, AFTER = ("ledger-anchors.txt",), ("keys", "pack_key", "erased-people.txt")
"""What goes along of the data folder: no link of the ledger that the copied records lack, and every
key that they name, and who was erased by then. The secret key stays out:
beside what it protects it would protect nothing."""


def last_made(data_dir: Path) -> datetime | None:
    """Tell when the last backup of an installation was made, if there is one."""
    said = data_dir / LAST
    return datetime.fromisoformat(said.read_text().strip()) if said.exists() else None


@dataclass(frozen=True)
class About:
    """What a moment says of itself, so that what comes back can be held against it.

    `database` is the kind it is a copy of, `sha256` the fingerprint of the copy, `migration` the form
    its tables have, `ledger` the number and fingerprint of the ledger's last link.
    """

    made_at: str
    database: str
    sha256: str
    migration: str
    rows: dict[str, int]
    files: int
    bytes: int
    ledger: str


@dataclass(frozen=True)
class Listed:
    """One file of a moment: where it lives in the store, and its fingerprint."""

    key: str
    sha256: str


class Folder:
    """Where backups are kept: many moments, and each file once for all of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files = path / "files"
        self.moments = path / "moments"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Have the folder alone, for its owner's eyes; clear away moments that were never finished.

        Raises Unacceptable while another backup is made in it.
        """
        for part in (self.path, self.files, self.moments):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Unacceptable(_("Another backup is being made in this folder.")) from None
            self._clear_away()
            yield

    def _clear_away(self) -> None:
        for unfinished in self.moments.glob(f"{MAKING}*"):
            shutil.rmtree(unfinished)

    def names(self) -> list[str]:
        """List the moments there are, the oldest first."""
        if not self.moments.is_dir():
            return []
        return sorted(one.name for one in self.moments.iterdir() if not one.name.startswith(MAKING))

    def moment(self, name: str = "") -> Path:
        """Find a moment by its name, or the last one. Raises Unacceptable where there is none."""
        names = self.names()
        if not names:
            raise Unacceptable(_("There is no backup in %(folder)s.", folder=self.path))
        if name and name not in names:
            raise Unacceptable(
                _("There is no backup of %(name)s. There are: %(names)s.",
                  name=name, names=", ".join(names))
            )  # fmt: skip
        return self.moments / (name or names[-1])

    def begin(self, at: datetime) -> Path:
        """Begin a moment, under a name that says that it is not finished.

        Raises Unacceptable where there is one of the same second.
        """
        name = f"{at.astimezone(UTC):{NAMED}}"
        if (self.moments / name).exists():
            raise Unacceptable(_("There is a backup of this very second already."))
        begun = self.moments / f"{MAKING}{name}"
        begun.mkdir(mode=0o700)
        return begun

    def finish(self, begun: Path) -> Path:
        """Give a moment its name, once everything in it is safe on the disk."""
        for each in begun.rglob("*"):
            sync(each)
        sync(begun)
        whole = begun.with_name(begun.name.removeprefix(MAKING))
        begun.rename(whole)
        sync(self.moments)
        return whole

    def keep_last(self, count: int) -> None:
        """Let go of all moments but the last so many."""
        for name in self.names()[:-count]:
            shutil.rmtree(self.moments / name)

    def drop_unneeded_files(self) -> None:
        """Let go of the files that no moment names: they were removed, or never became records."""
        needed = {one.key for name in self.names() for one in listed(self.moments / name)}
        for path in self.files.glob("*/*"):
            if f"{path.parent.name}/{path.name}" not in needed:
                path.unlink()


def listed(moment: Path) -> Iterator[Listed]:
    """Read which files a moment has."""
    with (moment / LISTED).open(encoding="ascii") as lines:
        for line in lines:
            sha256, _star, path = line.rstrip("\n").partition(" *")
            yield Listed(path.removeprefix("../../files/"), sha256)


def list_files(moment: Path, files: list[Listed]) -> None:
    """Write down which files a moment has."""
    lines = (f"{one.sha256} *../../files/{one.key}\n" for one in sorted(files, key=_by_key))
    (moment / LISTED).write_text("".join(lines), encoding="ascii")


def about(moment: Path) -> About:
    """Read what a moment says of itself."""
    return About(**json.loads((moment / ABOUT).read_text(encoding="utf-8")))


def write_about(moment: Path, said: About) -> None:
    """Write down what a moment holds."""
    text = json.dumps(asdict(said), indent=2, ensure_ascii=False)
    (moment / ABOUT).write_text(text + "\n", encoding="utf-8")


def fingerprint(path: Path) -> str:
    """Work out the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until a file, or the list of a folder's files, is safe on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _by_key(one: Listed) -> str:
    return one.key
