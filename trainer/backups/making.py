"""Take a backup: everything there is at one moment, while people go on working."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC
from pathlib import Path

import sqlalchemy as sa

from trainer.audit.models import LedgerHead
from trainer.backups import databases
from trainer.backups.moments import (
    AFTER,
    BEFORE,
    DATABASE,
    LAST,
    About,
    Folder,
    Listed,
    about,
    fingerprint,
    list_files,
    listed,
    write_about,
)
from trainer.core import clock
from trainer.core.database import named_in_store
from trainer.extensions import db
from trainer.privacy.erasure import outside
from trainer.storage.errors import Missing
from trainer.storage.store import Store

Tell = Callable[[int], None]
"""Called with how many files have been copied."""

EVERY = 500


def back_up(
    folder: Folder, data_dir: Path, store: Store, *, tell: Tell, keep: int | None = None
) -> Path:
    """Take a moment of everything; return its folder, once all of it is safe on the disk.

    Of all moments only the last `keep` stay, if that is given.

    Files never change, so only those are copied that no earlier moment has: first those there are,
    which may take long and keeps any that is removed meanwhile; then the database; then what the
    database names and came in since. Raises Unacceptable where the database can't be copied, or
    while another backup is made in the same folder.
    """
    with folder.held():
        made = _made(folder, data_dir, store, tell)
        if keep is not None:
            folder.keep_last(keep)
        folder.drop_unneeded_files()
        (data_dir / LAST).write_text(about(made).made_at + "\n", encoding="ascii")
        return made


def _made(folder: Folder, data_dir: Path, store: Store, tell: Tell) -> Path:
    known = _Known(folder, store, tell)
    known.take(store.keys())
    begun = folder.begin(clock.now())
    _take_along(begun, data_dir, BEFORE)
    with databases.copied(db.engine, begun / DATABASE) as copy:
        named = _named(copy)
        known.take(named)
        rows, link = databases.rows_in(copy), _last_link(copy)
        migration = copy.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""
    files = [Listed(key, known.files[key]) for key in named & known.files.keys()]
    list_files(begun, files)
    write_about(
        begun,
        About(
            made_at=clock.now().astimezone(UTC).isoformat(timespec="seconds"),
            database=db.engine.dialect.name,
            sha256=fingerprint(begun / DATABASE),
            migration=migration,
            rows=rows,
            files=len(files),
            bytes=sum((folder.files / one.key).stat().st_size for one in files),
            ledger=link,
        ),
    )
    outside.write_down(data_dir)  # An erasure may have been seen to on another machine.
    _take_along(begun, data_dir, AFTER)
    return folder.finish(begun)


class _Known:
    """The files of the backup with their fingerprints: those of earlier moments, and those taken now."""

    def __init__(self, folder: Folder, store: Store, tell: Tell) -> None:
        self._folder, self._store, self._tell = folder, store, tell
        self._taken = 0
        self.files = {
            one.key: one.sha256
            for name in folder.names()
            for one in listed(folder.moments / name)
            if (folder.files / one.key).exists()
        }

    def take(self, keys: Iterable[str]) -> None:
        """Copy those of the files that are not here yet; what is gone from the store is passed over."""
        for key in keys:
            if key not in self.files:
                try:
                    self.files[key] = self._copy(key)
                except Missing:  # Removed as the rules of keeping ask; the record says so.
                    continue
                self._taken += 1
                if self._taken % EVERY == 0:
                    self._tell(self._taken)

    def _copy(self, key: str) -> str:
        target = self._folder.files / key
        target.parent.mkdir(mode=0o700, exist_ok=True)
        digest, part = hashlib.sha256(), target.with_suffix(".part")
        with part.open("wb") as file:
            for chunk in self._store.open(key):
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        return digest.hexdigest()


def _named(copy: sa.Connection) -> set[str]:
    """Name every file that the copied records name."""
    return {
        key
        for column in named_in_store()
        for key in copy.scalars(sa.select(column).where(column.is_not(None)).distinct())
    }


def _last_link(copy: sa.Connection) -> str:
    head = copy.execute(sa.select(LedgerHead.seq, LedgerHead.hash)).one_or_none()
    return f"{head.seq}:{head.hash}" if head else ""


def _take_along(begun: Path, data_dir: Path, names: Iterable[str]) -> None:
    for name in names:
        source = data_dir / name
        if source.is_dir():
            shutil.copytree(source, begun / name)
        elif source.exists():
            shutil.copy2(source, begun / name)
