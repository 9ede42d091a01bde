"""Bytes that nothing names are removed after a day; those that something names are kept."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.factories_bodies import DAY
from tests.factories_logs import make_attached, make_entry, make_upload
from tests.storage.pictures import photo
from trainer import worker
from trainer.accounts.models import User
from trainer.bodies import actions as bodies
from trainer.core import clock
from trainer.core.database import named_in_store
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.logs.tasks import prepare_file
from trainer.storage.store import DirectoryStore, Store

NOT_FILES = {
    "career_targets.role_key",
    "course_evaluations.key",
    "evidence_items.client_key",
    "holdings.key",
    "needs.key",
    "promotion_cases.role_key",
    "register_candidates.role_key",
    "request_keys.key",
    "stored_files.client_key",
    "vacancies.role_key",
}


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of this test's own: the others leave theirs full."""
    own = DirectoryStore(tmp_path)
    monkeypatch.setitem(app.extensions, "store", own)
    return own


def test_only_what_nothing_names_is_swept(ada: User, store: Store) -> None:
    file = make_attached(make_entry(ada), photo(), "card.jpg").file
    bodies.record_certificate(
        ada,
        actor=ada,
        title="First aid",
        issuer="A charity",
        proof="Card",
        starts_on=DAY,
        upload=make_upload(),
    )
    db.session.commit()
    prepare_file(file.id, store)
    kept = set(store.keys())
    assert len(kept) == 4  # A photo, what is shown of it, its thumbnail, a proof.
    orphan = store.put_stream([b"Left by a request that failed."], limit=100).key
    assert worker.sweep_store() == []
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert worker.sweep_store() == [orphan]
    assert set(store.keys()) == kept
    db.session.execute(sa.update(StoredFile).values(thumb_key=None))
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert len(worker.sweep_store()) == 1


def test_every_column_that_names_a_file_is_marked() -> None:
    marked = {f"{column.table.name}.{column.name}" for column in named_in_store()}
    keys = {
        f"{table.name}.{column.name}"
        for table in db.metadata.tables.values()
        for column in table.columns
        if (column.name == "key" or column.name.endswith("_key"))
        and isinstance(column.type, sa.String)
    }
    assert keys - NOT_FILES == marked
