"""What shows a customer or colleague is open to its owner and to those who assess or check it."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.factories_logs import make_attached, make_entry, make_goal, make_grant
from tests.factories_registrations import make_registration
from tests.storage import papers, pictures, recordings
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core.policy import require
from trainer.extensions import db
from trainer.logs import actions, policies, protecting
from trainer.logs.models import Revision, StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.protecting import Consent
from trainer.logs.tasks import prepare_file

SAMPLES = [
    (pictures.phone_photo(), "card.jpg", ["thumbnail", "picture"]),
    (recordings.film(size=30_000), "visit.mp4", ["recording", "visit.mp4"]),
    (papers.pdf(), "letter.pdf", ["thumbnail", "picture", "letter.pdf"]),
    (b"Words.", "notes.txt", ["notes.txt"]),
]


def sent_file(app: Flask, owner: User, content: bytes, name: str, *, flagged: bool) -> StoredFile:
    """A file in a submitted entry, flagged or not."""
    revision = make_entry(owner)
    file = make_attached(revision, content, name).file
    if flagged:
        protecting.protect(
            file,
            actor=owner,
            safeguard=Safeguard.NOT_NEEDED,
            consent=Consent(not_needed_because="Only their hands."),
        )
    actions.link(revision, actor=owner, criteria=[make_goal(owner).criteria[0].id])
    actions.freeze(revision.item, actor=owner)
    db.session.commit()
    prepare_file(file.id, app.extensions["store"])
    return file


def statuses(browser: Browser, person: User, file: StoredFile, lasts: list[str]) -> set[int]:
    asked = [*lasts, "about"]
    return {browser(person).client.get(f"/files/{file.code}/{one}").status_code for one in asked}


def page_of(browser: Browser, person: User, file: StoredFile) -> str:
    item_id = db.session.scalars(
        sa.select(Revision.item_id).where(Revision.files.any(file_id=file.id))
    ).one()
    return browser(person).get(f"/log/{item_id}").text("main")


@pytest.mark.parametrize(("content", "name", "lasts"), SAMPLES)
def test_a_flagged_file_leaves_only_for_those_close_to_the_assessment(
    app: Flask, browser: Browser, ada: User, ben: User, cleo: User, content: bytes, name: str,
    lasts: list[str],
) -> None:  # fmt: skip
    file = sent_file(app, ada, content, name, flagged=True)
    make_grant(ben, ada)
    make_grant(cleo, ada, sees_others=False)
    assert statuses(browser, ada, file, lasts) == {200}
    assert statuses(browser, ben, file, lasts) == {200}
    assert statuses(browser, cleo, file, lasts) == {404}
    ranged = browser(cleo).client.get(
        f"/files/{file.code}/recording", headers={"Range": "bytes=0-9"}
    )
    assert ranged.status_code == 404


@pytest.mark.parametrize(("content", "name", "lasts"), SAMPLES)
def test_what_shows_nobody_is_open_to_wider_readers_too(
    app: Flask, browser: Browser, ada: User, cleo: User, content: bytes, name: str,
    lasts: list[str],
) -> None:  # fmt: skip
    file = sent_file(app, ada, content, name, flagged=False)
    make_grant(cleo, ada, sees_others=False)
    assert statuses(browser, cleo, file, lasts) == {200}


def test_a_wider_reader_learns_that_there_is_a_file_its_kind_and_why_it_is_withheld(
    app: Flask, browser: Browser, ada: User, cleo: User
) -> None:
    file = sent_file(app, ada, pictures.phone_photo(), "card.jpg", flagged=True)
    make_grant(cleo, ada, sees_others=False)
    told = page_of(browser, cleo, file)
    assert "Photo" in told
    assert "It shows a customer or colleague. Only its owner" in told
    assert "card.jpg" not in told
    assert file.code not in told
    verdict = policies.may_read_file(cleo, file)
    assert (bool(verdict), verdict.reason[:5]) == (False, "It sh")
    require(policies.may_read_file(ada, file))
    assert "card.jpg" in page_of(browser, ada, file)


def test_each_opening_by_somebody_else_is_written_down_for_the_owner(
    app: Flask, browser: Browser, ada: User, ben: User
) -> None:
    file = sent_file(app, ada, pictures.phone_photo(), "card.jpg", flagged=True)
    make_grant(ben, ada)
    for last in ("thumbnail", "picture", "picture"):
        browser(ben).client.get(f"/files/{file.code}/{last}")
    lines = sa.select(TrailEntry.actor_id).where(TrailEntry.kind == "FileRead")
    assert list(db.session.scalars(lines)) == [ben.id] * 3
    told = browser(ada).get(f"/files/{file.code}/about").text("aside")
    assert (told.count(ben.name), "The small picture" in told) == (2, True)


def test_those_allocated_may_open_what_shows_others(
    app: Flask, ada: User, ben: User, cleo: User
) -> None:

    file = sent_file(app, ada, b"Words.", "notes.txt", flagged=True)
    registration = make_registration(ada)
    require(policies.may_read_file(registration.assessor, file))
    require(policies.may_read_file(registration.iqa, file))
    assert not policies.may_read_file(ben, file)
