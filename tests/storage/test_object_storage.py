"""Files in an object storage: kept once, never waited for long, and no row without its bytes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_logs import make_entry, sent
from tests.storage.bucket import Mood, Storage, running, stop
from trainer.app import create_app
from trainer.config import BadSetting, Config
from trainer.extensions import db
from trainer.logs.models import Revision, StoredFile
from trainer.storage import objects
from trainer.storage.errors import AlreadyKept, Missing, Unavailable
from trainer.storage.objects import BucketStore
from trainer.storage.place import store_of

SOON = 5
"""Seconds within which somebody who sends a file hears that it can't be kept."""
LIMIT = 100_000_000


@pytest.fixture
def storage() -> Iterator[Storage]:
    with running() as started:
        yield started


@pytest.fixture
def store(storage: Storage, tmp_path: Path) -> BucketStore:
    return BucketStore(storage.bucket("trainer"), tmp_path)


def down(storage: Storage) -> None:
    stop(storage)


def slow(storage: Storage) -> None:
    storage.mood = Mood.SLOW


def refusing(storage: Storage) -> None:
    storage.mood = Mood.REFUSING


OUT_OF_SORTS = pytest.mark.parametrize("out_of_sorts", [down, slow, refusing])


def test_what_was_put_in_comes_out_whole_and_in_parts(store: BucketStore, storage: Storage) -> None:
    stored = store.put_stream([b"0123", b"456789"], limit=LIMIT)
    assert storage.objects == {f"/files/trainer/{stored.key}": b"0123456789"}
    assert b"".join(store.open(stored.key)) == b"0123456789"
    assert store.read_range(stored.key, 3, 5) == b"34"
    assert (store.size(stored.key), list(store.keys())) == (10, [stored.key])
    store.delete(stored.key)
    store.delete(stored.key)
    assert storage.objects == {}
    with pytest.raises(Missing):
        store.open(stored.key)


def test_nothing_is_overwritten_even_by_another_that_writes_at_the_same_time(
    storage: Storage, tmp_path: Path
) -> None:
    same = "ab/" + "0" * 30
    first, second = (
        BucketStore(storage.bucket(), tmp_path, new_key=lambda: same) for _each in range(2)
    )
    first.put_stream([b"first"], limit=LIMIT)
    with pytest.raises(AlreadyKept):
        second.put_stream([b"second"], limit=LIMIT)
    assert b"".join(second.open(same)) == b"first"


def test_only_what_nobody_has_named_for_a_day_is_swept(store: BucketStore) -> None:
    kept, left = (store.put_stream([b"x"], limit=LIMIT).key for _each in range(2))
    now = datetime(2026, 11, 28, 8, tzinfo=UTC)
    assert store.sweep({kept}, now=now + timedelta(hours=23)) == []
    assert store.sweep({kept}, now=now + timedelta(hours=25)) == [left]
    assert list(store.keys()) == [kept]


@OUT_OF_SORTS
def test_out_of_sorts_it_is_not_waited_for(
    out_of_sorts: Callable[[Storage], None],
    storage: Storage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(objects, "SECONDS", 1)
    store = BucketStore(storage.bucket("trainer"), tmp_path)
    key = store.put_stream([b"before"], limit=LIMIT).key
    assert store.is_ready()
    out_of_sorts(storage)
    for ask in (
        lambda: store.put_stream([bytes(5_000_000)], limit=LIMIT),
        lambda: b"".join(store.open(key)),
        lambda: store.size(key),
        lambda: store.delete(key),
    ):
        began = time.monotonic()
        with pytest.raises(Unavailable):
            ask()
        assert time.monotonic() - began < 3
    assert not store.is_ready()
    assert not list(tmp_path.iterdir())


@OUT_OF_SORTS
def test_whoever_sends_a_file_hears_soon_and_no_row_is_left(
    out_of_sorts: Callable[[Storage], None],
    storage: Storage,
    store: BucketStore,
    app: Flask,
    browser: Browser,
) -> None:
    ada = make_user("Ada Trainee")
    revision = make_entry(ada)
    kept = app.extensions["store"]
    app.extensions["store"] = store
    try:
        browser(ada).post(address(revision), status=201, file=words())
        out_of_sorts(storage)
        began = time.monotonic()
        browser(ada).post(address(revision), status=503, file=words())
        assert time.monotonic() - began < SOON
    finally:
        app.extensions["store"] = kept
    assert db.session.query(StoredFile).count() == 1
    assert len(storage.objects) == 1


def address(revision: Revision) -> str:
    return f"/log/{revision.item_id}/files"


def words() -> tuple[BytesIO, str]:
    return sent(b"What happened, in words.", "notes.txt")


def test_the_settings_say_where_files_are(storage: Storage, config: Config, tmp_path: Path) -> None:
    bucket = storage.bucket("trainer")
    chosen = replace(
        config,
        data_dir=tmp_path,
        storage_url=bucket.address,
        storage_endpoint=bucket.endpoint,
        storage_region=bucket.region,
        storage_key=bucket.key,
        storage_secret=bucket.secret,
    )
    assert isinstance(create_app(chosen).extensions["store"], BucketStore)
    key = store_of(chosen).put_stream([b"x"], limit=LIMIT).key
    assert list(storage.objects) == [f"/files/trainer/{key}"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"storage_url": "https://files.example.org"},
        {"storage_url": "s3://Files"},
        {"storage_endpoint": "files.example.org"},
        {"storage_key": "a"},
        {"storage_secret": "b"},
    ],
)
def test_settings_that_make_no_sense_stop_the_start(wrong: dict[str, str], config: Config) -> None:
    with pytest.raises(BadSetting):
        replace(config, **wrong).check()  # type: ignore[arg-type]
