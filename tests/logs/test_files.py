"""Files of an entry: what may be sent, how it is kept, and when it may go again."""

import hashlib
import uuid

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.browsing import Browser
from tests.factories_logs import (
    make_attached,
    make_entry,
    make_goal,
    make_upload,
    sent,
)
from tests.storage import papers, pictures
from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs import actions, attaching, policies
from trainer.logs.models import Revision, StoredFile
from trainer.notifications.models import OutboxItem, Task
from trainer.storage.store import Store

MB = 1_000_000


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


def send_large(browser: Browser, owner: User, address: str, **fields: object) -> TestResponse:
    """Send a form whose body is in memory: the client's own temporary files stay open."""
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    browser.forget()
    answer = browser(owner).client.post(address, data=body, content_type=kind)
    browser.forget()
    return answer


def names(revision: Revision) -> list[str]:
    return [attached.file.name for attached in revision.files]


def test_a_file_is_hashed_kept_and_answered_with_its_row(
    browser: Browser, ada: User, store: Store
) -> None:
    revision = make_entry(ada)
    content = pictures.phone_photo()
    row = browser(ada).post(
        f"/log/{revision.item_id}/files", status=201, file=sent(content, "card.jpg")
    )
    file = db.session.scalars(sa.select(StoredFile)).one()
    assert (file.owner_id, file.kind, file.media_type) == (ada.id, "photo", "image/jpeg")
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert b"".join(store.open(file.key)) == content
    assert "card.jpg" in row.text(".file")
    asked = db.session.scalars(sa.select(OutboxItem)).one()
    assert (asked.task, asked.payload) == (Task.PREPARE_FILE, {"file_id": file.id})


def test_files_of_which_no_picture_is_made_ask_for_none(ada: User) -> None:
    make_attached(make_entry(ada))
    assert db.session.scalars(sa.select(OutboxItem)).all() == []


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "card.jpg", "This file is empty."),
        (papers.archive({"a.txt": b"a"}), "card.jpg", "This is a ZIP file."),
        (b"MZ" + b"\x00" * 200, "card.jpg", "This is a program."),
        (b"<html><script>1</script>", "page.html", "This is a web page."),
        (pictures.photo(), "card.pdf", "This file ends in .pdf, but inside it is a JPEG photo."),
    ],
)
def test_a_file_refused_says_why_and_keeps_nothing(
    browser: Browser, ada: User, store: Store, content: bytes, name: str, sentence: str
) -> None:
    before = set(store.keys())
    revision = make_entry(ada)
    said = browser(ada).post(f"/log/{revision.item_id}/files", status=422, file=sent(content, name))
    assert sentence in said.response.get_json()["error"]
    assert db.session.scalars(sa.select(StoredFile)).all() == []
    assert set(store.keys()) == before


def test_a_file_too_large_is_refused_by_the_limit_set(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    large = FileStorage(*sent(b"a" * (50 * MB + 1), "notes.txt"))
    said = send_large(browser, ada, f"/log/{revision.item_id}/files", file=large)
    assert said.status_code == 422
    assert said.get_json()["error"].startswith("This text file is more than 50 MB, the limit.")


def test_without_script_good_files_stay_and_words_too_when_one_is_refused(
    browser: Browser, ada: User
) -> None:
    revision = make_entry(ada)
    address = f"/log/{revision.item_id}/edit"
    files = [sent(b"Words.", "notes.txt"), sent(papers.pdf(), "letter.pdf"), sent(b"MZ\0", "x.exe")]
    browser(ada).post(address, what="All the words.", files=files, then="draft")
    page = browser(ada).get(address)
    assert page.text("textarea[name=what]") == "All the words."
    assert names(revision) == ["notes.txt", "letter.pdf"]
    assert "x.exe: " in page.text(".note-stop")


def test_without_script_even_too_large_a_file_leaves_the_words(browser: Browser, ada: User) -> None:
    large = FileStorage(*sent(b"a" * (70 * MB), "notes.txt"))
    key = str(uuid.uuid4())
    send_large(browser, ada, "/log/new", client_key=key, what="All the words.", files=large)
    revision = db.session.scalars(sa.select(Revision)).one()
    page = browser(ada).get(f"/log/{revision.item_id}/edit")
    assert page.text("textarea[name=what]") == "All the words."
    assert "50 MB, the limit" in page.text(".note-stop")


def test_files_sent_with_words_that_can_t_be_taken_wait(browser: Browser, ada: User) -> None:
    browser(ada).post("/log/new", status=422, minutes="many", files=sent(b"Words.", "notes.txt"))
    assert db.session.scalars(sa.select(StoredFile)).all() == []


def test_no_more_than_twenty_files(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    for number in range(policies.MOST_FILES):
        make_attached(revision, name=f"notes-{number}.txt")
    with pytest.raises(Unacceptable, match="20 files"):
        attaching.attach(revision, make_upload(), actor=ada)
    db.session.rollback()
    address = f"/log/{revision.item_id}"
    said = browser(ada).post(f"{address}/files", status=422, file=sent(b"Words.", "one-more.txt"))
    assert "An entry can hold 20 files." in said.response.get_json()["error"]
    page = browser(ada).post(f"{address}/edit", status=422, files=sent(b"Words.", "one-more.txt"))
    assert "An entry can hold 20 files." in page.text(".error-summary")
    assert len(revision.files) == policies.MOST_FILES


@pytest.mark.parametrize(
    ("sent_as", "kept_as"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\card\x00.txt", "card.txt"),
        ('<img src=x onerror="1">.txt', "_img src=x onerror=_1__.txt"),
        ("Siân’s nodyn.txt", "Siân’s nodyn.txt"),
        ("card\u202egpj.txt", "cardgpj.txt"),
    ],
)
def test_hostile_names_are_made_harmless(
    browser: Browser, ada: User, sent_as: str, kept_as: str
) -> None:
    revision = make_entry(ada)
    make_attached(revision, name=sent_as)
    assert names(revision) == [kept_as]
    for address in (f"/log/{revision.item_id}", f"/log/{revision.item_id}/edit"):
        page = browser(ada).get(address)
        assert kept_as in page.text("main")
        assert not page.all("img[onerror]")
        link = next(a for a in page.all("a") if "/files/" in a.get("href", ""))
        answer = browser(ada).client.get(link.get("href"))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; filename")


def test_a_file_taken_out_is_forgotten_and_its_bytes_are_left_to_the_sweep(
    browser: Browser, ada: User
) -> None:
    revision = make_entry(ada)
    code = make_attached(revision).file.code
    browser(ada).post(f"/log/{revision.item_id}/edit", remove=code, what="Newest words.")
    assert revision.files == []
    assert revision.what == "Newest words."
    assert db.session.scalars(sa.select(StoredFile)).all() == []
    browser(ada).get(f"/files/{code}/notes.txt", status=404)


def test_a_file_of_the_revision_before_outlives_its_removal(ada: User) -> None:
    frozen = make_entry(ada)
    item = frozen.item
    make_attached(frozen, name="kept.txt")
    actions.link(frozen, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    actions.freeze(item, actor=ada)
    revision = actions.revise(item, actor=ada)
    attaching.detach(revision.files[0], actor=ada)
    db.session.commit()
    assert names(frozen) == ["kept.txt"]
    assert names(actions.latest(item)) == []


def _file_of(owner: User) -> StoredFile:
    upload = make_upload(name="kept.txt")
    return StoredFile(
        owner=owner,
        name=upload.name,
        kind="text",
        media_type=upload.inspected.media_type,
        size=upload.stored.size,
        sha256=upload.stored.sha256,
        key=upload.stored.key,
    )


def test_nothing_is_attached_to_or_taken_from_what_was_submitted(
    browser: Browser, ada: User
) -> None:
    revision = make_entry(ada)
    attached = make_attached(revision)
    actions.freeze(_ready(ada, revision).item, actor=ada)
    db.session.commit()
    with pytest.raises(Refused, match="stays as it is"):
        attaching.attach(revision, make_upload(), actor=ada)
    with pytest.raises(Refused, match="stays as it is"):
        attaching.detach(attached, actor=ada)
    address = f"/log/{revision.item_id}"
    browser(ada).post(f"{address}/files", status=422, file=sent(b"Words.", "more.txt"))
    browser(ada).post(f"{address}/edit", status=403, remove=attached.file.code)
    assert names(revision) == ["notes.txt"]


def _ready(owner: User, revision: Revision) -> Revision:
    goal = make_goal(owner)
    actions.link(revision, actor=owner, criteria=[goal.criteria[0].id])
    return revision
