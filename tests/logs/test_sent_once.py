"""A photo whose answer was lost is sent again under its own key: it is there once."""

import uuid

import pytest
import sqlalchemy as sa

from tests.browsing import Browser, Page
from tests.factories_logs import make_entry, make_goal, sent
from tests.storage import pictures
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions, protecting
from trainer.logs.models import AttachedFile, Item, Revision, StoredFile

PHOTO = pictures.phone_photo()


def send(
    browser: Browser,
    owner: User,
    revision: Revision,
    key: str,
    content: bytes = PHOTO,
    status: int = 201,
) -> Page:
    return browser(owner).post(
        f"/log/{revision.item_id}/files",
        status=status,
        client_key=key,
        file=sent(content, "card.jpg"),
    )


def codes() -> list[str]:
    return list(db.session.scalars(sa.select(StoredFile.code)))


def test_the_same_photo_sent_again_is_the_one_that_is_there(browser: Browser, ada: User) -> None:
    revision, key = make_entry(ada), str(uuid.uuid4())
    rows = [send(browser, ada, revision, key).html for _time in range(3)]
    assert len(set(rows)) == 1
    assert len(codes()) == 1
    send(browser, ada, revision, str(uuid.uuid4()))
    assert len(codes()) == 2


def test_it_is_there_also_when_the_entry_was_submitted_meanwhile(
    browser: Browser, ada: User
) -> None:
    revision, key = make_entry(ada), str(uuid.uuid4())
    send(browser, ada, revision, key)
    actions.link(revision, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    protecting.say_who_is_shown(revision.files[0].file, actor=ada, shows_others=False)
    actions.freeze(db.session.get_one(Item, revision.item_id), actor=ada)
    db.session.commit()
    send(browser, ada, revision, key)
    assert len(codes()) == 1
    send(browser, ada, revision, str(uuid.uuid4()), status=422)


def test_another_photo_under_the_same_key_is_a_conflict(browser: Browser, ada: User) -> None:
    revision, key = make_entry(ada), str(uuid.uuid4())
    send(browser, ada, revision, key)
    send(browser, ada, revision, key, content=pictures.photo(), status=409)
    assert db.session.scalar(sa.select(sa.func.count(AttachedFile.id))) == 1


def test_the_key_of_somebody_else_s_photo_is_of_no_use(
    browser: Browser, ada: User, eve: User
) -> None:
    key = str(uuid.uuid4())
    send(browser, ada, make_entry(ada), key)
    send(browser, eve, make_entry(eve), key, status=409)
    assert len(codes()) == 1


def test_a_key_that_is_no_key_is_refused(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    send(browser, ada, revision, "x'; drop table", status=422)
    assert codes() == []


@pytest.mark.parametrize("address", ["/log/new/autosave", "/log/{}/autosave", "/log/{}/files"])
def test_words_of_one_person_are_not_taken_as_another_s(
    browser: Browser, ada: User, eve: User, address: str
) -> None:
    revision = make_entry(eve, what="Hers.")
    to = address.format(revision.item_id)
    told = browser(eve).client.post(
        to,
        data={"what": "His."},
        headers={"X-Owner": ada.device_code, "Accept": "application/json"},
    )
    assert told.status_code == 401
    assert "sign in again" in told.get_json()["error"]
    db.session.expire_all()
    assert db.session.scalars(sa.select(Revision.what)).all() == ["Hers."]
    taken = browser(eve).client.post(
        f"/log/{revision.item_id}/autosave",
        data={"what": "Hers, too."},
        headers={"X-Owner": eve.device_code},
    )
    assert taken.status_code == 200


def test_a_device_is_told_as_whom_it_would_send(browser: Browser, ada: User) -> None:
    told = browser(ada).client.get("/signal").get_json()
    assert told["owner"] == ada.device_code
    assert told["token"]
