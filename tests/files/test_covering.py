"""Covering parts of a photo: really gone from what is shown, the original set aside."""

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from PIL import Image

from tests.browsing import Browser
from tests.factories_assessments import make_registration
from tests.factories_logs import make_attached, make_entry, make_goal, make_grant
from tests.storage import pictures
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.files import actions as files
from trainer.files.models import OriginalOpening
from trainer.logs import actions, covering, policies
from trainer.logs.content import content_hash
from trainer.logs.models import Revision, StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.tasks import prepare_file
from trainer.storage.photos import Area
from trainer.storage.store import Store

QUARTER: Area = (0, 0, 5_000, 5_000)
PHOTO = pictures.phone_photo()


@pytest.fixture
def store(app: Flask) -> Store:
    kept: Store = app.extensions["store"]
    return kept


@pytest.fixture
def revision(ada: User) -> Revision:
    made = make_entry(ada)
    actions.link(made, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    db.session.commit()
    return made


@pytest.fixture
def photo(revision: Revision, store: Store) -> StoredFile:
    file = make_attached(revision, PHOTO, "team.jpg").file
    prepare_file(file.id, store)
    return file


def covered(file: StoredFile, store: Store, *areas: Area) -> StoredFile:
    """Cover parts of a photo, and have its picture made."""
    made = covering.cover(file, actor=file.owner, areas=areas or [QUARTER], is_enough=True)
    db.session.commit()
    prepare_file(made.id, store)
    return made


def shown(browser: Browser, person: User, file: StoredFile, last: str = "picture") -> Image.Image:
    answer = browser(person).client.get(f"/files/{file.code}/{last}")
    assert answer.status_code == 200
    return Image.open(BytesIO(answer.data)).convert("RGB")


def is_black(picture: Image.Image, across: float, down: float) -> bool:
    """Whether a place of the picture, given in parts of one, is black."""
    place = (int(across * (picture.width - 1)), int(down * (picture.height - 1)))
    colour = picture.getpixel(place)
    return isinstance(colour, tuple) and max(colour) < 16


@pytest.mark.parametrize("last", ["picture", "thumbnail"])
def test_what_is_covered_is_gone_from_all_that_is_shown(
    browser: Browser, ada: User, photo: StoredFile, store: Store, last: str
) -> None:
    assert not is_black(shown(browser, ada, photo, last), 0.25, 0.25)
    covered(photo, store)
    picture = shown(browser, ada, photo, last)
    inside = [(0, 0), (0.25, 0.25), (0.48, 0.48), (0.02, 0.48)]
    assert [is_black(picture, *place) for place in inside] == [True] * 4
    outside = [(0.75, 0.25), (0.25, 0.75), (0.98, 0.98)]
    assert [is_black(picture, *place) for place in outside] == [False] * 3


def test_the_original_keeps_its_hash_and_the_picture_gets_its_own(
    photo: StoredFile, store: Store
) -> None:
    before = (photo.sha256, photo.key, photo.size)
    first, old_picture = photo.shown_sha256, photo.shown_key
    covered(photo, store)
    assert (photo.sha256, photo.key) == before[:2]
    assert hashlib.sha256(b"".join(store.open(photo.key))).hexdigest() == photo.sha256
    picture = b"".join(store.open(photo.shown_key or ""))
    assert hashlib.sha256(picture).hexdigest() == photo.shown_sha256 != first
    assert old_picture not in {photo.shown_key, photo.thumb_key}
    assert b"Exif" not in picture
    assert pictures.SECRET_PLACE.encode() not in picture


def test_covering_the_same_gives_the_same_picture(photo: StoredFile, store: Store) -> None:
    first = covered(photo, store, QUARTER).shown_sha256
    second = covered(photo, store, (100, 100, 100, 100)).shown_sha256
    assert covered(photo, store, QUARTER).shown_sha256 == first != second


def test_until_the_picture_is_made_anew_nobody_is_shown_the_old_one(
    browser: Browser, ada: User, photo: StoredFile, store: Store
) -> None:
    covering.cover(photo, actor=ada, areas=[QUARTER], is_enough=True)
    db.session.commit()
    for last in ("picture", "thumbnail"):
        assert browser(ada).client.get(f"/files/{photo.code}/{last}").status_code == 404
    prepare_file(photo.id, store)
    shown(browser, ada, photo)


def test_a_picture_made_for_other_areas_meanwhile_is_not_used(
    ada: User, photo: StoredFile, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    covering.cover(photo, actor=ada, areas=[QUARTER], is_enough=True)
    db.session.commit()
    put = store.put_stream

    def covered_again_meanwhile(*args: object, **more: object) -> object:
        photo.covered_areas = [[0, 0, 10_000, 10_000]]
        db.session.commit()
        return put(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "put_stream", covered_again_meanwhile)
    prepare_file(photo.id, store)
    assert photo.shown_key is None
    monkeypatch.undo()
    prepare_file(photo.id, store)
    assert photo.shown_key is not None


def test_areas_without_a_look_at_them_are_not_enough(ada: User, photo: StoredFile) -> None:
    covering.cover(photo, actor=ada, areas=[QUARTER], is_enough=False)
    assert (photo.shows_others, photo.safeguard) == (True, None)
    assert not policies.may_be_sent(photo)
    covering.cover(photo, actor=ada, areas=[QUARTER], is_enough=True)
    assert photo.safeguard is Safeguard.COVERED


def test_only_a_photo_only_by_its_owner_and_only_somewhere(
    ada: User, ben: User, revision: Revision, photo: StoredFile
) -> None:
    letter = make_attached(revision).file
    with pytest.raises(Refused, match="Only in a photo"):
        covering.cover(letter, actor=ada, areas=[QUARTER], is_enough=True)
    with pytest.raises(Refused, match="Only the person"):
        covering.cover(photo, actor=ben, areas=[QUARTER], is_enough=True)
    with pytest.raises(Unacceptable):
        covering.cover(photo, actor=ada, areas=[], is_enough=True)


def test_what_was_submitted_stays_and_the_next_revision_carries_the_covered_photo(
    browser: Browser, ada: User, revision: Revision, photo: StoredFile, store: Store
) -> None:
    actions.freeze(revision.item, actor=ada)
    db.session.commit()
    page = browser(ada).get(f"/files/{photo.code}/cover")
    assert "Begin the next revision" in page.text("main")
    with pytest.raises(Refused, match="Begin the next revision"):
        covering.cover(photo, actor=ada, areas=[QUARTER], is_enough=True)
    kept, sent = photo.shown_sha256, content_hash(revision)
    later = actions.revise(revision.item, actor=ada)
    db.session.commit()
    with pytest.raises(Conflict):
        covering.cover(photo, actor=ada, areas=[QUARTER], is_enough=True)
    given = _area(0, 0, 50, 50) | {"is_enough": "y"}
    browser(ada).post(f"/files/{photo.code}/cover", **given)  # type: ignore[arg-type]
    file = later.files[0].file
    prepare_file(file.id, store)
    assert (file.id != photo.id, file.sha256, file.size) == (True, photo.sha256, photo.size)
    assert b"".join(store.open(file.key)) == PHOTO
    assert (file.safeguard, file.covered_areas) == (Safeguard.COVERED, [[0, 0, 5000, 5000]])
    assert is_black(shown(browser, ada, file), 0.25, 0.25)
    assert (photo.shown_sha256, photo.covered_areas) == (kept, [])
    assert [one.file_id for one in revision.files] == [photo.id]
    assert content_hash(revision) == sent


def _area(*numbers: float, row: int = 0) -> dict[str, str]:
    names = ("left", "top", "width", "height")
    return {f"areas-{row}-{name}": str(value) for name, value in zip(names, numbers, strict=True)}


def test_the_form_takes_several_areas_in_numbers(
    browser: Browser, ada: User, photo: StoredFile, store: Store
) -> None:
    address = f"/files/{photo.code}/cover"
    assert len(browser(ada).get(address).all("fieldset.area")) == 4
    given = _area(12.5, 10, 20, 30) | _area(90, 90, 50, 50, row=1) | _area(1, 2, 3, 4, row=2)
    browser(ada).post(address, **given)  # type: ignore[arg-type]
    assert photo.covered_areas == [
        [1250, 1000, 2000, 3000],
        [9000, 9000, 1000, 1000],
        [100, 200, 300, 400],
    ]
    prepare_file(photo.id, store)
    page = browser(ada).get(address)
    assert page.one("input[name=areas-0-left]").get("value") == "12.50"
    assert len(page.all("fieldset.area")) == 6


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (("ten", 10, 10, 10), "Give a number from 0 to 100."),
        ((10, 10, 101, 10), "Give a number from 0 to 100."),
        ((-1, 10, 10, 10), "Give a number from 0 to 100."),
        ((10, 10, 10, ""), "Give all four numbers of an area, or none."),
        (("", "", "", ""), "Draw over what is to be covered"),
    ],
)
def test_numbers_that_name_no_area_are_answered(
    browser: Browser, ada: User, photo: StoredFile, numbers: tuple[float, ...], sentence: str
) -> None:
    given = _area(*numbers)
    page = browser(ada).post(f"/files/{photo.code}/cover", status=422, **given)
    assert sentence in page.text(".error-summary")
    assert photo.covered_areas == []


def sent_with_readers(
    revision: Revision, photo: StoredFile, store: Store, assessor: User, iqa: User
) -> None:
    covered(photo, store)
    make_registration(revision.item.owner, assessor, iqa)
    actions.freeze(revision.item, actor=revision.item.owner)
    make_grant(assessor, revision.item.owner)
    make_grant(iqa, revision.item.owner)


def test_the_original_goes_to_its_owner_and_to_the_quality_assurer_for_a_reason(
    browser: Browser, ada: User, ben: User, cleo: User, revision: Revision, photo: StoredFile,
    store: Store,
) -> None:  # fmt: skip
    sent_with_readers(revision, photo, store, ben, cleo)
    original = f"/files/{photo.code}/{photo.name}"
    assert browser(ada).client.get(original).data == PHOTO
    aside, ask = f"/files/{photo.code}/set-aside", f"/files/{photo.code}/original"
    for person in (ben, cleo):
        browser(person).get(original, status=404)
        browser(person).get(aside, status=404)
    browser(ben).get(ask, status=404)
    browser(ben).post(ask, status=404, reason="I want to see.")
    assert "Say why" in browser(cleo).post(ask, status=422, reason=" ").text(".error-summary")
    browser(cleo).post(ask, reason="The badge number is in dispute.")
    assert browser(cleo).client.get(aside).data == PHOTO
    browser(ben).get(aside, status=404)
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        browser.forget()
        browser(cleo).get(aside, status=404)
    browser.forget()
    told = browser(ada).get(f"/files/{photo.code}/about").text("aside")
    assert "The badge number is in dispute." in told
    opened = db.session.scalars(sa.select(TrailEntry.actor_id).where(TrailEntry.kind == "FileRead"))
    assert list(opened) == [cleo.id]


def test_nobody_asks_for_the_original_of_what_is_not_covered(
    cleo: User, ben: User, revision: Revision, photo: StoredFile
) -> None:
    make_registration(revision.item.owner, ben, cleo)
    actions.freeze(revision.item, actor=revision.item.owner)
    make_grant(cleo, revision.item.owner)
    with pytest.raises(Refused):
        files.ask_for_original(photo, actor=cleo, reason="Why not.")
    assert db.session.scalar(sa.select(OriginalOpening.id)) is None
