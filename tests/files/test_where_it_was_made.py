"""Films and sound are shown without telling where they were made; the original is its owner's."""

import hashlib

import pytest
from flask import Flask

from tests.browsing import Browser
from tests.factories_logs import make_attached, make_entry, make_goal, make_grant
from tests.storage import recordings
from tests.storage.recordings import PLACE, box
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.models import StoredFile
from trainer.logs.tasks import prepare_file
from trainer.storage.store import Store

FILM = recordings.film_with_place()


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


def sent_film(
    owner: User, reader: User, store: Store, content: bytes = FILM, name: str = "visit.mp4"
) -> StoredFile:
    revision = make_entry(owner)
    file = make_attached(revision, content, name).file
    actions.link(revision, actor=owner, criteria=[make_goal(owner).criteria[0].id])
    actions.freeze(revision.item, actor=owner)
    make_grant(reader, owner)
    prepare_file(file.id, store)
    return file


@pytest.mark.parametrize("name", ["visit.mp4", "visit.mov", "call.m4a"])
def test_others_are_played_a_copy_that_does_not_tell(
    browser: Browser, ada: User, ben: User, store: Store, name: str
) -> None:
    file = sent_film(ada, ben, store, name=name)
    original, played = f"/files/{file.code}/{name}", f"/files/{file.code}/recording"
    answer = browser(ben).client.get(played)
    assert (answer.status_code, len(answer.data), PLACE[:8] in answer.data) == (
        200,
        len(FILM),
        False,
    )
    assert answer.headers["ETag"] == f'"{file.shown_sha256}"'
    assert hashlib.sha256(answer.data).hexdigest() == file.shown_sha256 != file.sha256
    whole = FILM.index(b"com.apple")
    ranged = browser(ben).client.get(played, headers={"Range": f"bytes={whole}-{whole + 20}"})
    assert (ranged.status_code, ranged.data) == (206, bytes(21))
    browser(ben).get(original, status=404)
    assert browser(ada).client.get(original).data == FILM
    assert name not in [
        one.get("href") for one in browser(ben).get(f"/files/{file.code}/about").all("a")
    ]


def test_a_film_that_does_not_tell_is_not_copied(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    plain = recordings.film(size=3000)
    file = sent_film(ada, ben, store, plain)
    assert (file.shown_key, file.shown_sha256) == (None, file.sha256)
    for last in ("recording", "visit.mp4"):
        assert browser(ben).client.get(f"/files/{file.code}/{last}").data == plain


def test_until_the_copy_is_made_nobody_is_played_the_film(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    file = sent_film(ada, ben, store)
    file.prepared_at, file.shown_sha256, file.shown_key = None, None, None
    db.session.commit()
    browser(ben).get(f"/files/{file.code}/recording", status=404)
    browser(ben).get(f"/files/{file.code}/visit.mp4", status=404)
    assert "Being prepared." in browser(ben).get(f"/files/{file.code}/about").text("main")


def test_a_film_of_which_the_place_can_t_be_taken_out_is_its_owner_s_alone(
    browser: Browser, ada: User, ben: User, store: Store
) -> None:
    file = sent_film(ada, ben, store, FILM + box(b"moof", box(b"mfhd", bytes(8))))
    for person in (ada, ben):
        browser(person).get(f"/files/{file.code}/recording", status=404)
    browser(ben).get(f"/files/{file.code}/visit.mp4", status=404)
    assert browser(ada).client.get(f"/files/{file.code}/visit.mp4").status_code == 200
    told = browser(ben).get(f"/files/{file.code}/about").text("main")
    assert "can’t be played here without telling where it was made" in told
