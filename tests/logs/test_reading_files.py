"""One policy for page, picture, thumbnail, recording and original; and what is sent with each."""

from email import message_from_bytes
from email.policy import HTTP

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.factories_logs import (
    make_attached,
    make_entry,
    make_goal,
    make_grant,
    make_submitted,
    make_unit,
)
from tests.storage import papers, pictures, recordings
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core.policy import require
from trainer.extensions import db
from trainer.logs import actions, attaching, policies, sharing
from trainer.logs.models import StoredFile
from trainer.logs.tasks import prepare_file
from trainer.storage.store import Store
from trainer.web.uploads import SANDBOX

FILM = recordings.film(size=3_000_000)


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


def submitted_file(owner: User, content: bytes, name: str, store: Store) -> StoredFile:
    revision = make_entry(owner)
    file = make_attached(revision, content, name).file
    goal = make_goal(owner)
    actions.link(revision, actor=owner, criteria=[goal.criteria[0].id])
    actions.freeze(revision.item, actor=owner)
    db.session.commit()
    if file.is_prepared:
        prepare_file(file.id, store)
    return file


def addresses(file: StoredFile) -> list[str]:
    start = f"/files/{file.code}"
    kinds = {
        "photo": ["thumbnail", "picture", file.name],
        "pdf": ["thumbnail", "picture", file.name],
        "video": ["recording", file.name],
        "text": [file.name],
    }
    return [f"{start}/{last}" for last in kinds[file.kind]]


def read(browser: Browser, person: User, address: str, **headers: str) -> TestResponse:
    browser.forget()
    answer = browser(person).client.get(address, headers={k.title(): v for k, v in headers.items()})
    browser.forget()
    return answer


SAMPLES = [
    (pictures.phone_photo(), "card.jpg"),
    (papers.pdf(), "letter.pdf"),
    (FILM, "visit.mp4"),
    (b"Words.", "notes.txt"),
]


@pytest.mark.parametrize(("content", "name"), SAMPLES)
def test_the_owner_is_sent_everything_and_outsiders_nothing(
    browser: Browser, ada: User, eve: User, store: Store, content: bytes, name: str
) -> None:
    file = submitted_file(ada, content, name, store)
    for address in addresses(file):
        assert read(browser, ada, address).status_code == 200
        outside = read(browser, eve, address)
        assert (outside.status_code, name in outside.text) == (404, False)
        assert browser().client.get(address).status_code == 302
    assert db.session.scalar(sa.select(TrailEntry.id).where(TrailEntry.kind == "FileRead")) is None


@pytest.mark.parametrize(("content", "name"), SAMPLES)
def test_a_reader_is_sent_what_is_shown_and_each_reading_is_written_down(
    browser: Browser, ada: User, ben: User, store: Store, content: bytes, name: str
) -> None:
    file = submitted_file(ada, content, name, store)
    make_grant(ben, ada)
    sent = [read(browser, ben, address).status_code for address in addresses(file)]
    original = 404 if name == "card.jpg" else 200
    assert sent == [*([200] * (len(sent) - 1)), original]
    lines = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "FileRead")).all()
    assert [line.actor_id for line in lines] == [ben.id] * sent.count(200)
    assert {line.subject_id for line in lines} == {file.id}


def test_a_draft_s_files_are_nobody_else_s(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    file = make_attached(make_entry(ada)).file
    make_grant(ben, ada)
    assert read(browser, ben, f"/files/{file.code}/notes.txt").status_code == 404
    assert not policies.may_read_file(ben, file)
    require(policies.may_read_file(ada, file))


def test_leave_that_ended_ends_at_the_next_request(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    file = submitted_file(ada, b"Words.", "notes.txt", store)
    make_grant(ben, ada)
    assert read(browser, ben, f"/files/{file.code}/notes.txt").status_code == 200
    sharing.end_reading(actor=None, reader=ben, learner=ada, reason="registration:1")
    db.session.commit()
    assert read(browser, ben, f"/files/{file.code}/notes.txt").status_code == 404


def test_leave_for_one_unit_opens_no_other_s_files(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    file = submitted_file(ada, b"Words.", "notes.txt", store)
    unit = make_unit("Another unit")
    make_submitted(ada, unit)
    make_grant(ben, ada, unit)
    assert read(browser, ben, f"/files/{file.code}/notes.txt").status_code == 404


def test_originals_are_saved_never_shown(browser: Browser, ada: User, store: Store) -> None:
    file = submitted_file(ada, b"a,b\n=1+1,2\n", "figures.csv", store)
    answer = read(browser, ada, f"/files/{file.code}/figures.csv")
    assert answer.data == b"a,b\n=1+1,2\n"
    assert answer.headers["Content-Disposition"] == "attachment; filename=figures.csv"
    assert answer.headers["Content-Security-Policy"] == SANDBOX["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert read(browser, ada, f"/files/{file.code}/another.csv").status_code == 404


def test_a_photo_is_shown_without_the_place_it_was_taken(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    file = submitted_file(ada, pictures.phone_photo(), "card.jpg", store)
    make_grant(ben, ada)
    for address in addresses(file)[:2]:
        answer = read(browser, ben, address)
        assert answer.content_type == "image/jpeg"
        assert answer.headers["Content-Security-Policy"] == SANDBOX["Content-Security-Policy"]
        assert b"Exif" not in answer.data
    assert b"Exif" in read(browser, ada, f"/files/{file.code}/card.jpg").data
    page = browser(ben).get(f"/log/{_item_id(file)}")
    assert not page.all(f"a[href$='{file.name}']")


def _item_id(file: StoredFile) -> int:
    found = policies.visible_to(file.owner)
    return db.session.scalars(found).one().id


def test_until_its_picture_is_made_the_page_says_so(
    browser: Browser, ada: User, store: Store
) -> None:
    revision = make_entry(ada)
    file = make_attached(revision, pictures.phone_photo(), "card.jpg").file
    page = browser(ada).get(f"/log/{revision.item_id}")
    assert "Being prepared." in page.text("main")
    assert read(browser, ada, f"/files/{file.code}/picture").status_code == 404
    prepare_file(file.id, store)
    page = browser(ada).get(f"/log/{revision.item_id}")
    assert "Being prepared." not in page.text("main")
    assert page.all(f"img[src='/files/{file.code}/picture']")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-99", 0, 100), ("bytes=2999900-", 2_999_900, None), ("bytes=-100", -100, None),
     ("bytes=1048000-1049000", 1_048_000, 1_049_001), ("bytes=5-99999999", 5, None)],
)  # fmt: skip
def test_a_recording_is_sent_in_the_part_asked_for(
    browser: Browser, ada: User, store: Store, asked: str, start: int, end: int | None
) -> None:
    file = submitted_file(ada, FILM, "visit.mp4", store)
    answer = read(browser, ada, f"/files/{file.code}/recording", range=asked)
    expected = FILM[start:end]
    assert (answer.status_code, answer.data == expected) == (206, True)
    first = start if start >= 0 else len(FILM) + start
    assert answer.headers["Content-Range"] == (
        f"bytes {first}-{first + len(expected) - 1}/{len(FILM)}"
    )
    assert answer.content_length == len(expected)


def test_a_part_beyond_the_end_is_refused(browser: Browser, ada: User, store: Store) -> None:
    file = submitted_file(ada, FILM, "visit.mp4", store)
    answer = read(browser, ada, f"/files/{file.code}/recording", range="bytes=99999999-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("asked", ["bytes=-0", "bytes=9-3", "bytes=x-y", "bytes=", "bytes=0-1,!"])
def test_what_is_no_part_of_it_is_refused(
    browser: Browser, ada: User, store: Store, asked: str
) -> None:
    file = submitted_file(ada, FILM, "visit.mp4", store)
    answer = read(browser, ada, f"/files/{file.code}/recording", range=asked)
    assert (answer.status_code, answer.data) == (416, b"")


def test_several_parts_come_in_one_answer_each_under_its_place(
    browser: Browser, ada: User, store: Store
) -> None:
    file = submitted_file(ada, FILM, "visit.mp4", store)
    asked = "bytes=-50, 0-99, 1048570-1048580, 99999999-"
    answer = read(browser, ada, f"/files/{file.code}/recording", range=asked)
    assert (answer.status_code, answer.content_length) == (206, len(answer.data))
    sent = f"Content-Type: {answer.content_type}\r\n\r\n".encode() + answer.data
    message = message_from_bytes(sent, policy=HTTP)
    size = len(FILM)
    places = [(size - 50, size), (0, 100), (1_048_570, 1_048_581)]
    assert [
        (one["Content-Range"], one.get_content_type(), one.get_payload(decode=True))
        for one in message.iter_parts()
    ] == [
        (f"bytes {start}-{end - 1}/{size}", "video/mp4", FILM[start:end]) for start, end in places
    ]


def test_a_part_is_sent_only_of_the_file_it_was_begun_with(
    browser: Browser, ada: User, store: Store
) -> None:
    file = submitted_file(ada, FILM, "visit.mp4", store)
    for tag, status in ((f'"{file.sha256}"', 206), (f'W/"{file.sha256}"', 200), ('"other"', 200)):
        headers = {"range": "bytes=0-9", "if-range": tag}
        answer = read(browser, ada, f"/files/{file.code}/recording", **headers)
        assert answer.status_code == status, tag


@pytest.mark.parametrize("asked", ["lines=1-2", "nonsense", "", "bytes=0-2999999,0-2999999"])
def test_what_asks_for_no_bytes_or_for_too_many_gets_the_whole(
    browser: Browser, ada: User, store: Store, asked: str
) -> None:
    file = submitted_file(ada, FILM, "visit.mp4", store)
    answer = read(browser, ada, f"/files/{file.code}/recording", range=asked)
    assert (answer.status_code, answer.data == FILM) == (200, True)
    assert answer.headers["Accept-Ranges"] == "bytes"


def test_only_recordings_are_played(browser: Browser, ada: User, store: Store) -> None:
    file = submitted_file(ada, b"Words.", "notes.txt", store)
    for last in ("recording", "picture", "thumbnail"):
        assert read(browser, ada, f"/files/{file.code}/{last}").status_code == 404


def test_a_file_nobody_can_draw_is_offered_by_name(
    browser: Browser, ada: User, store: Store
) -> None:
    revision = make_entry(ada)
    cut_off = pictures.photo((2000, 2000))[:-2000]
    file = make_attached(revision, cut_off, "card.jpg").file
    prepare_file(file.id, store)
    assert file.prepared_at is not None
    page = browser(ada).get(f"/log/{revision.item_id}")
    assert "card.jpg" in page.text("main")
    assert "Being prepared." not in page.text("main")


def test_preparing_twice_or_after_removal_does_no_harm(ada: User, store: Store) -> None:
    revision = make_entry(ada)
    attached = make_attached(revision, papers.pdf(), "letter.pdf")
    file_id = attached.file.id
    prepare_file(file_id, store)
    first = db.session.get_one(StoredFile, file_id).shown_key
    prepare_file(file_id, store)
    assert db.session.get_one(StoredFile, file_id).shown_key == first
    attaching.detach(attached, actor=ada)
    db.session.commit()
    prepare_file(file_id, store)
