"""Whatever a file says it is: it is sent so that a browser saves, draws or plays it, and runs none."""

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.factories_logs import make_entry
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import attaching
from trainer.logs.models import StoredFile
from trainer.storage.kinds import Inspected, Kind
from trainer.storage.store import Store
from trainer.storage.uploads import Upload

PAGE = b"<!doctype html><script>alert(1)</script>"
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


def kept(owner: User, store: Store, kind: Kind, media_type: str, name: str) -> StoredFile:
    """A page with a script, kept as if it had been taken for what it says."""
    stored = store.put_stream([PAGE], limit=len(PAGE))
    upload = Upload(name, Inspected(kind, media_type), stored)
    file = attaching.put_in(make_entry(owner), upload, owner=owner).file
    file.shown_key = file.thumb_key = stored.key
    file.shown_type, file.shown_sha256 = media_type, stored.sha256
    db.session.commit()
    return file


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        (Kind.TEXT, "text/html"),
        (Kind.VIDEO, "text/html"),
        (Kind.AUDIO, "image/svg+xml"),
        (Kind.PHOTO, "image/svg+xml"),
        (Kind.PDF, "application/pdf"),
        (Kind.VIDEO, "video/webm"),
    ],
)
def test_every_answer_with_bytes_of_a_file_shuts_scripts_out(
    browser: Browser, ada: User, store: Store, kind: Kind, media_type: str
) -> None:
    file = kept(ada, store, kind, media_type, "page.bin")
    sent = 0
    for last in ("page.bin", "recording", "picture", "thumbnail"):
        answer = browser(ada).client.get(f"/files/{file.code}/{last}")
        if answer.status_code == 404:
            continue
        sent += 1
        assert answer.headers["Content-Security-Policy"] == SANDBOX
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        drawn = media_type in {"image/jpeg", "image/png", "image/webp"}
        assert last not in {"picture", "thumbnail"} or drawn
        if last == "page.bin":
            assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sent
