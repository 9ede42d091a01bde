"""Come here to keep the bytes of a file safely, read them again, or clear up what was left over."""

import hashlib
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING

import obstore
from obstore.store import LocalStore, MemoryStore, ObjectStore

from trainer.storage.errors import Damaged, Missing, TooLarge, Unavailable, in_our_words

if TYPE_CHECKING:
    from obstore import BytesStream

CHUNK = 1024 * 1024
ORPHANED_AFTER = timedelta(hours=24)
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}")


@dataclass(frozen=True)
class Stored:
    """A file that is kept for good: where, its fingerprint and how many bytes."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Arrival:
    """A file that has arrived whole but is not kept yet: look at it, then `keep` it."""

    path: Path
    sha256: str
    size: int
    settle: Callable[[Path], str]

    def keep(self) -> Stored:
        """Put the file where it will stay and never be overwritten."""
        return Stored(self.settle(self.path), self.sha256, self.size)


def random_key() -> str:
    """Make up where a file will live: 128 random bits, which nobody can guess or meet twice."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name[2:]}"


class Store:
    """Bytes under random keys, each written once and never changed.

    This one copies a finished file into any object store; `DirectoryStore` moves it
    instead and waits for the disk.
    """

    def __init__(
        self,
        objects: ObjectStore,
        incoming: Path,
        *,
        new_key: Callable[[], str] = random_key,
    ) -> None:
        self._objects = objects
        self._incoming = incoming
        self._new_key = new_key

    @contextmanager
    def receive(self, chunks: Iterable[bytes], *, limit: int) -> Iterator[Arrival]:
        """Take in a file piece by piece, so that it can be looked at before it is kept.

        Unless `keep` is called inside the block, nothing is left behind.
        """
        with in_our_words("incoming"):
            file = NamedTemporaryFile(dir=self._incoming)  # noqa: SIM115 - closed just below
        with file:
            sha256, size = _copy(chunks, file, limit)
            yield Arrival(Path(file.name), sha256, size, self._keep)

    def put_stream(self, chunks: Iterable[bytes], *, limit: int) -> Stored:
        """Keep a file piece by piece; it is safe on disk when this returns, or not there at all."""
        with self.receive(chunks, limit=limit) as arrival:
            return arrival.keep()

    def put_back(self, key: str, chunks: Iterable[bytes], *, sha256: str) -> None:
        """Keep a file again under the key it had, as it comes back from a backup.

        One that is there already stays. Raises Damaged where the bytes are not those it had.
        """
        if self.exists(key):
            return
        with in_our_words("incoming"):
            file = NamedTemporaryFile(dir=self._incoming)  # noqa: SIM115 - closed just below
        with file:
            found, _size = _copy(chunks, file, sys.maxsize)
            if found != sha256:
                raise Damaged(key)
            with _at(key):
                self._settle(Path(file.name), key)

    def open(self, key: str) -> Iterator[bytes]:
        """Read a file from beginning to end, about a megabyte at a time."""
        with _at(key):
            stream = obstore.get(self._objects, key).stream(min_chunk_size=CHUNK)
        return _pieces(key, stream)

    def read_range(self, key: str, start: int, end: int) -> bytes:
        """Read the bytes from `start` up to but not including `end`, as far as there are any."""
        end = min(end, self.size(key))
        if not 0 <= start < end:
            return b""
        with _at(key):
            return bytes(obstore.get_range(self._objects, key, start=start, end=end))

    def size(self, key: str) -> int:
        """Count the bytes of a file."""
        with _at(key):
            return obstore.head(self._objects, key)["size"]

    def exists(self, key: str) -> bool:
        """Say whether anything is kept under this key."""
        try:
            self.size(key)
        except Missing:
            return False
        return True

    def delete(self, key: str) -> None:
        """Remove a file for good; to remove it twice is no harm."""
        if self.exists(key):
            with _at(key):
                obstore.delete(self._objects, key)

    def is_ready(self) -> bool:
        """Say whether files can be kept and read at this moment."""
        try:
            with in_our_words("the list of files"):
                list(obstore.list(self._objects, prefix="ready"))
        except Unavailable:
            return False
        return os.access(self._incoming, os.W_OK)

    def keys(self) -> Iterator[str]:
        """List every key under which something is kept, in no particular order."""
        return (key for key, _ in self._listing())

    def sweep(
        self, known: set[str], *, now: datetime, older_than: timedelta = ORPHANED_AFTER
    ) -> list[str]:
        """Remove the files nobody knows of, and say which.

        A file is kept before its row is committed, so only one that has been
        unknown for a whole day was left behind by a request that failed.
        """
        before = now - older_than
        orphans = [key for key, kept in self._listing() if key not in known and kept < before]
        for key in orphans:
            self.delete(key)
        self._drop_unfinished(before)
        return orphans

    def _listing(self) -> Iterator[tuple[str, datetime]]:
        with in_our_words("the list of files"):
            for batch in obstore.list(self._objects):
                yield from ((found["path"], found["last_modified"]) for found in batch)

    def _drop_unfinished(self, before: datetime) -> None:
        for path in self._incoming.iterdir():
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                path.unlink(missing_ok=True)

    def _keep(self, path: Path) -> str:
        key = self._new_key()
        with _at(key):
            self._settle(path, key)
        return key

    def _settle(self, path: Path, key: str) -> None:
        # On S3 this sends `If-None-Match: *`, so that even a rival writer can't overwrite.
        objects = self._for_putting(path.stat().st_size)
        obstore.put(objects, key, path, mode="create", use_multipart=False)

    def _for_putting(self, _size: int) -> ObjectStore:
        return self._objects


class DirectoryStore(Store):
    """A store in a directory of this machine: a finished file is moved, and the disk waited for."""

    def __init__(self, directory: Path, *, new_key: Callable[[], str] = random_key) -> None:
        self._kept = directory / "kept"
        incoming = directory / "incoming"
        for part in (self._kept, incoming):
            part.mkdir(parents=True, exist_ok=True)
        super().__init__(LocalStore(self._kept), incoming, new_key=new_key)

    def delete(self, key: str) -> None:
        """Remove a file for good; once this returns, not even a power cut brings it back."""
        if self.exists(key):
            super().delete(key)
            with _at(key):
                _sync_directory((self._kept / key).parent)

    def is_ready(self) -> bool:
        """Say whether files can be kept and read at this moment."""
        return os.access(self._kept, os.W_OK) and os.access(self._incoming, os.W_OK)

    def _settle(self, path: Path, key: str) -> None:
        target = self._kept / key
        target.parent.mkdir(exist_ok=True)
        # A link, not a rename: a rename would silently replace what is there.
        os.link(path, target)
        _sync_directory(target.parent)
        _sync_directory(self._kept)


def memory_store(incoming: Path, *, new_key: Callable[[], str] = random_key) -> Store:
    """Make a store that forgets everything when the process ends, for tests."""
    return Store(MemoryStore(), incoming, new_key=new_key)


def in_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Read an open file a megabyte at a time."""
    return iter(lambda: file.read(CHUNK), b"")


def _copy(chunks: Iterable[bytes], file: IO[bytes], limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge(limit)
        digest.update(chunk)
        with in_our_words("incoming"):
            file.write(chunk)
    with in_our_words("incoming"):
        file.flush()
        os.fchmod(file.fileno(), 0o400)
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _pieces(key: str, stream: "BytesStream") -> Iterator[bytes]:
    with in_our_words(key):
        yield from map(bytes, stream)


@contextmanager
def _at(key: str) -> Iterator[None]:
    # Keys come from the database, but one that climbs out of the store must lead nowhere.
    if not _KEY.fullmatch(key):
        raise Missing(key)
    with in_our_words(key):
        yield


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
