"""Every file is read, and one with other bytes than were kept is named."""

import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.factories_logs import make_attached, make_entry
from trainer.accounts.models import User
from trainer.checks import fingerprints
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.storage.store import DirectoryStore


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DirectoryStore:
    own = DirectoryStore(tmp_path)
    monkeypatch.setitem(app.extensions, "store", own)
    return own


@pytest.fixture
def file(store: DirectoryStore, ada: User) -> StoredFile:
    make_attached(make_entry(ada), b"What happened.")
    return db.session.scalars(db.select(StoredFile)).one()


def path_of(file: StoredFile, tmp_path: Path) -> Path:
    path = tmp_path / "kept" / file.key
    path.chmod(0o600)
    return path


def test_a_file_as_it_was_kept_passes(store: DirectoryStore, file: StoredFile) -> None:
    found = fingerprints.compare(store)
    assert (found.read, found.faults) == (1, [])


@pytest.mark.parametrize("how", ["one byte", "cut short", "another"])
def test_a_file_with_other_bytes_is_named(
    store: DirectoryStore, file: StoredFile, tmp_path: Path, how: str
) -> None:
    path = path_of(file, tmp_path)
    done: dict[str, Any] = {
        "one byte": lambda: path.write_bytes(b"what happened."),
        "cut short": lambda: os.truncate(path, 3),
        "another": lambda: path.write_bytes(b"Something else."),
    }
    done[how]()
    assert fingerprints.compare(store).faults == [
        f"The file of stored_files {file.id} (key) is not the one that was kept."
    ]


def test_one_that_is_gone_is_for_the_check(store: DirectoryStore, file: StoredFile) -> None:
    store.delete(file.key)
    assert fingerprints.compare(store) == fingerprints.Found(0, [])
