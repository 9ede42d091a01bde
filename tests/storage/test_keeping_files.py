import hashlib
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.storage.errors import AlreadyKept, Missing, TooLarge, Unavailable
from trainer.storage.store import DirectoryStore, Store, in_chunks, memory_store

LIMIT = 10_000_000


def _in_memory(directory: Path) -> Store:
    directory.mkdir(exist_ok=True)
    return memory_store(directory)


@pytest.fixture(params=[DirectoryStore, _in_memory], ids=["directory", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    make: Callable[[Path], Store] = request.param
    return make(tmp_path / "files")


def _files(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file()]


@settings(max_examples=60, deadline=None)
@given(chunks=st.lists(st.binary(max_size=3000), max_size=20))
def test_what_was_put_in_comes_out(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    with TemporaryDirectory() as directory:
        for store in (DirectoryStore(Path(directory)), _in_memory(Path(directory) / "m")):
            stored = store.put_stream(iter(chunks), limit=LIMIT)

            assert b"".join(store.open(stored.key)) == whole
            assert stored.sha256 == hashlib.sha256(whole).hexdigest()
            assert stored.size == store.size(stored.key) == len(whole)
            assert list(store.keys()) == [stored.key]


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [(0, 4, b"0123"), (3, 5, b"34"), (8, 99, b"89"), (10, 12, b""), (5, 5, b""), (-2, 4, b"")],
)
def test_a_part_can_be_read(store: Store, start: int, end: int, part: bytes) -> None:
    key = store.put_stream([b"0123456789"], limit=LIMIT).key
    assert store.read_range(key, start, end) == part


def test_a_large_file_is_read_in_pieces(store: Store) -> None:
    key = store.put_stream([bytes(1_000_000)] * 5, limit=LIMIT).key
    if isinstance(store, DirectoryStore):
        assert len(list(store.open(key))) >= 2
    assert sum(map(len, store.open(key))) == 5_000_000


def test_too_much_is_refused_and_nothing_kept(store: Store, tmp_path: Path) -> None:
    asked = []

    def endless() -> Iterator[bytes]:
        while True:
            asked.append(1)
            yield bytes(1000)

    with pytest.raises(TooLarge) as refusal:
        store.put_stream(endless(), limit=2500)
    assert refusal.value.limit == 2500
    assert len(asked) == 3
    assert not [*store.keys(), *_files(tmp_path)]


def test_the_limit_is_taken_and_one_byte_more_is_not(store: Store) -> None:
    assert store.put_stream([bytes(100)], limit=100).size == 100
    with pytest.raises(TooLarge):
        store.put_stream([bytes(100), b"x"], limit=100)


def test_an_interrupted_stream_leaves_nothing(store: Store, tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(1000)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put_stream(broken(), limit=LIMIT)
    assert not [*store.keys(), *_files(tmp_path)]


def test_what_is_looked_at_and_not_kept_is_gone(store: Store, tmp_path: Path) -> None:
    with store.receive([b"Hello"], limit=LIMIT) as arrival:
        assert arrival.path.read_bytes() == b"Hello"
    assert not [*store.keys(), *_files(tmp_path)]


@pytest.mark.parametrize("kind", [DirectoryStore, memory_store])
def test_nothing_is_ever_overwritten(kind: Callable[..., Store], tmp_path: Path) -> None:
    store = kind(tmp_path, new_key=lambda: "ab/" + "0" * 30)
    key = store.put_stream([b"first"], limit=LIMIT).key

    with pytest.raises(AlreadyKept):
        store.put_stream([b"second"], limit=LIMIT)
    assert b"".join(store.open(key)) == b"first"


def test_a_kept_file_can_not_be_written_to(tmp_path: Path) -> None:
    DirectoryStore(tmp_path).put_stream([b"Hello"], limit=LIMIT)
    assert [path.stat().st_mode & 0o777 for path in _files(tmp_path)] == [0o400]


def test_keys_are_random_and_spread(store: Store) -> None:
    keys = {store.put_stream([b"same"], limit=LIMIT).key for _ in range(50)}
    assert len(keys) == 50
    assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{30}", key) for key in keys)


def test_many_at_once_never_collide(store: Store) -> None:
    texts = [str(number).encode() * 1000 for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda text: store.put_stream([text], limit=LIMIT), texts))

    assert len({one.key for one in stored}) == 200
    assert [b"".join(store.open(one.key)) for one in stored] == texts


@pytest.mark.parametrize("key", ["ab/" + "1" * 30, "../../etc/passwd", "", "/etc/passwd", "ab"])
def test_an_unknown_key_leads_nowhere(store: Store, key: str) -> None:
    for ask in (store.open, store.size, lambda key: store.read_range(key, 0, 1)):
        with pytest.raises(Missing):
            ask(key)
    assert not store.exists(key)
    store.delete(key)


def test_what_is_deleted_is_gone(store: Store) -> None:
    key = store.put_stream([b"Hello"], limit=LIMIT).key
    assert store.exists(key)
    store.delete(key)
    assert not store.exists(key)
    store.delete(key)


def test_the_order_on_disk_is_write_sync_link_sync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, link = os.fsync, os.link

    def seen_fsync(descriptor: int) -> None:
        done.append("sync " + Path(f"/proc/self/fd/{descriptor}").readlink().name[:4])
        fsync(descriptor)

    def seen_link(source: Path, target: Path) -> None:
        done.append("link")
        link(source, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(os, "link", seen_link)
    DirectoryStore(tmp_path, new_key=lambda: "ab/" + "0" * 30).put_stream([b"x"], limit=LIMIT)

    assert [step[:8] for step in done] == ["sync tmp", "link", "sync ab", "sync kep"]


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(Unavailable):
            store.put_stream([bytes(50_000)] * 5, limit=LIMIT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _files(tmp_path) == []


def test_only_old_orphans_are_swept(store: Store) -> None:
    known, orphan = (store.put_stream([b"Hello"], limit=LIMIT).key for _ in range(2))
    now = datetime.now(UTC)

    assert store.sweep({known}, now=now + timedelta(hours=23)) == []
    assert store.sweep({known}, now=now + timedelta(hours=25)) == [orphan]
    assert list(store.keys()) == [known]


def test_unfinished_uploads_are_swept_too(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path)
    left = tmp_path / "incoming" / "left-by-a-crash"
    left.write_bytes(b"x")

    store.sweep(set(), now=datetime.now(UTC))
    assert left.exists()
    store.sweep(set(), now=datetime.now(UTC) + timedelta(hours=25))
    assert not left.exists()


def test_an_open_file_is_read_in_chunks(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(bytes(2_500_000))
    with file.open("rb") as opened:
        assert [len(chunk) for chunk in in_chunks(opened)] == [1048576, 1048576, 402848]


SIXTY_MEGABYTES = """
import sys
from pathlib import Path
from trainer.storage.store import DirectoryStore

def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

store = DirectoryStore(Path(sys.argv[1]))
for _ in store.open(store.put_stream([b"warm"], limit=9).key):
    pass
before = peak()
stored = store.put_stream((bytes(65536) for _ in range(916)), limit=61_000_000)
for chunk in store.open(stored.key):
    pass
print(stored.size, peak() - before)
"""


def test_memory_stays_flat_for_sixty_megabytes(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SIXTY_MEGABYTES, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    size, kilobytes = map(int, ran.stdout.split())
    assert size > 60_000_000
    assert kilobytes < 16_000
