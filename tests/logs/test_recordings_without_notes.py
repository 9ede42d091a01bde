"""A sound is played to others without its notes; what was sent stays its owner's; earlier ones follow."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories_logs import make_attached, make_entry
from tests.storage import sounds
from tests.storage.sounds import PLACE
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import policies
from trainer.logs.models import StoredFile
from trainer.logs.tasks import prepare_earlier, prepare_file
from trainer.notifications.models import OutboxItem, Task

SOUNDS = {
    "call.mp3": sounds.mp3,
    "call.wav": sounds.wav,
    "call.ogg": sounds.ogg,
    "call.webm": sounds.webm,
}


def kept(ada: User, name: str, recording: bytes) -> StoredFile:
    return make_attached(make_entry(ada), recording, name).file


def prepared(app: Flask, file: StoredFile) -> StoredFile:
    prepare_file(file.id, app.extensions["store"])
    return db.session.get_one(StoredFile, file.id)


@pytest.mark.parametrize("name", SOUNDS)
def test_what_is_played_has_no_notes_and_what_was_sent_keeps_its_hash(
    app: Flask, ada: User, ben: User, name: str
) -> None:
    file = kept(ada, name, SOUNDS[name](noted=True))
    sent = file.sha256
    assert file.is_being_prepared
    assert not file.is_playable
    file = prepared(app, file)
    assert file.is_playable
    assert file.is_original_private
    assert file.sha256 == sent != file.shown_sha256
    store = app.extensions["store"]
    assert file.shown_key is not None
    assert PLACE not in b"".join(store.open(file.shown_key))
    assert PLACE in b"".join(store.open(file.key))
    assert policies.may_read_original(ada, file)
    assert not policies.may_read_original(ben, file)


@pytest.mark.parametrize("name", SOUNDS)
def test_one_without_notes_is_played_as_it_is(app: Flask, ada: User, name: str) -> None:
    file = prepared(app, kept(ada, name, SOUNDS[name](noted=False)))
    assert file.is_playable
    assert not file.is_original_private
    assert file.shown_key is None


def test_one_whose_notes_we_cannot_take_out_is_not_played(app: Flask, ada: User) -> None:
    strange = sounds.pages([b"fishead\x00" + bytes(60), b"told"])
    file = prepared(app, kept(ada, "call.ogg", strange))
    assert not file.is_playable
    assert file.is_original_private


def test_recordings_kept_before_are_asked_for_once(app: Flask, ada: User) -> None:
    file = kept(ada, "call.mp3", sounds.mp3(noted=True))
    assert prepare_earlier() == 0, "it was asked for when it was sent"
    db.session.execute(sa.delete(OutboxItem).where(OutboxItem.task == Task.PREPARE_FILE))
    db.session.commit()
    assert prepare_earlier() == 1
    db.session.commit()
    assert prepare_earlier() == 0
    prepared(app, file)
    db.session.execute(sa.delete(OutboxItem).where(OutboxItem.task == Task.PREPARE_FILE))
    assert prepare_earlier() == 0
