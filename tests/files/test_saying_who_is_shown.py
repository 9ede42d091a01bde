"""Saying whom a file shows, what protects them, and what must be said before it is sent."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_logs import (
    make_attached,
    make_entry,
    make_goal,
    make_grant,
    make_upload,
    sent,
)
from tests.storage import papers, pictures, recordings
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.logs import actions, attaching, policies, protecting
from trainer.logs.models import Revision, StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.protecting import Consent

MARTA = Consent(by="Marta", how="Asked before, in writing", on=date(2026, 11, 20))
PDF = (papers.pdf(), "letter.pdf")


@pytest.fixture
def revision(ada: User) -> Revision:
    """An entry that lacks nothing."""
    made = make_entry(ada)
    actions.link(made, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    db.session.commit()
    return made


def added(revision: Revision, content: bytes, name: str) -> StoredFile:
    """A file of which nothing has been said."""
    owner = revision.item.owner
    file = attaching.attach(revision, make_upload(content, name), actor=owner).file
    db.session.commit()
    return file


def photo(revision: Revision) -> StoredFile:
    return added(revision, pictures.photo(), "card.jpg")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pictures.photo(), "card.jpg"),
        (recordings.film(), "visit.mp4"),
        (recordings.sound(), "call.wav"),
    ],
)
def test_of_photo_sound_and_video_it_must_be_said_before_they_are_sent(
    ada: User, revision: Revision, content: bytes, name: str
) -> None:
    file = added(revision, content, name)
    verdict = policies.may_freeze(ada, revision)
    assert verdict.reason == (
        f"Say of {name} whether a customer or colleague can be seen or heard in it."
    )
    protecting.say_who_is_shown(file, actor=ada, shows_others=False)
    assert policies.may_freeze(ada, revision)


def test_of_papers_nothing_has_to_be_said(ada: User, revision: Revision) -> None:
    added(revision, *PDF)
    assert policies.may_freeze(ada, revision)


@pytest.mark.parametrize(
    ("safeguard", "consent"),
    [
        (Safeguard.COVERED, Consent()),
        (Safeguard.CONSENT, MARTA),
        (Safeguard.NOT_NEEDED, Consent(not_needed_because="A street full of strangers, far off.")),
    ],
)
def test_a_file_that_shows_somebody_is_sent_once_they_are_protected(
    ada: User, revision: Revision, safeguard: Safeguard, consent: Consent
) -> None:
    file = added(revision, *PDF)
    protecting.say_who_is_shown(file, actor=ada, shows_others=True)
    assert policies.may_freeze(ada, revision).reason == (
        "letter.pdf shows somebody else. Cover names and faces, or say how they agreed."
    )
    with pytest.raises(Refused):
        actions.freeze(revision.item, actor=ada)
    protecting.protect(file, actor=ada, safeguard=safeguard, consent=consent)
    assert actions.freeze(revision.item, actor=ada).is_frozen


@pytest.mark.parametrize(
    ("safeguard", "consent", "field"),
    [
        (Safeguard.CONSENT, Consent(how="In writing", on=date(2026, 11, 20)), "consent_by"),
        (Safeguard.CONSENT, Consent(by="Marta", on=date(2026, 11, 20)), "consent_how"),
        (Safeguard.CONSENT, Consent(by="Marta", how="In writing"), "consent_on"),
        (Safeguard.CONSENT, Consent(by="M", how="Asked", on=date(2999, 1, 1)), "consent_on"),
        (Safeguard.NOT_NEEDED, Consent(), "no_consent_why"),
    ],
)
def test_half_a_basis_is_none(
    ada: User, revision: Revision, safeguard: Safeguard, consent: Consent, field: str
) -> None:
    file = photo(revision)
    with pytest.raises(Unacceptable) as refused:
        protecting.protect(file, actor=ada, safeguard=safeguard, consent=consent)
    assert refused.value.field == field
    assert file.safeguard is None


def test_what_is_said_of_one_basis_is_forgotten_with_it(ada: User, revision: Revision) -> None:
    file = photo(revision)
    protecting.protect(file, actor=ada, safeguard=Safeguard.CONSENT, consent=MARTA)
    protecting.protect(file, actor=ada, safeguard=Safeguard.COVERED, consent=MARTA)
    assert (file.consent_by, file.consent_how, file.consent_on) == ("", "", None)
    protecting.say_who_is_shown(file, actor=ada, shows_others=False)
    assert file.safeguard is None


def test_what_was_sent_as_showing_somebody_stays_flagged(ada: User, revision: Revision) -> None:
    file = photo(revision)
    protecting.protect(file, actor=ada, safeguard=Safeguard.CONSENT, consent=MARTA)
    actions.freeze(revision.item, actor=ada)
    with pytest.raises(Refused, match="stays protected"):
        protecting.say_who_is_shown(file, actor=ada, shows_others=False)


def test_what_was_sent_can_still_be_flagged(ada: User, revision: Revision) -> None:
    file = photo(revision)
    protecting.say_who_is_shown(file, actor=ada, shows_others=False)
    actions.freeze(revision.item, actor=ada)
    protecting.say_who_is_shown(file, actor=ada, shows_others=True)
    assert file.shows_others


def test_nobody_else_says_it(ada: User, ben: User, revision: Revision) -> None:
    with pytest.raises(Refused):
        protecting.say_who_is_shown(photo(revision), actor=ben, shows_others=False)


def test_the_desk_asks_and_keeps_the_answer_with_the_draft(
    browser: Browser, ada: User, revision: Revision
) -> None:
    address = f"/log/{revision.item_id}/edit"
    row = browser(ada).post(
        f"/log/{revision.item_id}/files", status=201, file=sent(pictures.photo(), "card.jpg")
    )
    assert "Can a customer or colleague be seen or heard in it?" in row.text(".file")
    file = db.session.scalars(sa.select(StoredFile)).one()
    for answer, kept in (("yes", True), ("no", False), ("maybe", False)):
        given: dict[str, Any] = {
            "what": "All the words.",
            "then": "draft",
            f"shows-{file.code}": answer,
        }
        browser(ada).post(address, **given)
        assert file.shows_others is kept
    told = db.session.scalars(sa.select(TrailEntry).where(TrailEntry.kind == "PeopleShownSaid"))
    assert [line.body for line in told] == [{"shows_others": True}, {"shows_others": False}]


def test_submitting_from_the_desk_says_what_is_missing_and_keeps_the_words(
    browser: Browser, ada: User, revision: Revision
) -> None:
    file = photo(revision)
    address = f"/log/{revision.item_id}/edit"
    criterion = str(revision.links[0].criterion_id)
    given: dict[str, Any] = {
        "what": "All.",
        "then": "submit",
        "criteria": criterion,
        f"shows-{file.code}": "yes",
    }
    browser(ada).post(address, **given)
    page = browser(ada).get(address)
    assert "card.jpg shows somebody else." in page.text(".note-care")
    assert page.text("textarea[name=what]") == "All."
    assert page.all(f"a[href^='/files/{file.code}/about']")


def test_the_page_of_the_file_takes_a_basis(
    browser: Browser, ada: User, revision: Revision
) -> None:
    file = photo(revision)
    address = f"/files/{file.code}/about"
    assert "Say of card.jpg" in browser(ada).get(address).text("main")
    half: dict[str, Any] = {"shows_others": "yes", "safeguard": "consent", "consent_by": "Marta"}
    page = browser(ada).post(address, status=422, **half)
    assert "Say how they agreed" in page.text(".error-summary")
    assert page.one("input[name=consent_by]").get("value") == "Marta"
    browser(ada).post(address, **half, consent_how="In writing", consent_on="2026-11-20")
    assert (file.safeguard, file.consent_by, file.consent_on) == (
        Safeguard.CONSENT,
        "Marta",
        date(2026, 11, 20),
    )
    assert "Marta agreed on" in browser(ada).get(address).text("aside")


def test_the_page_asks_for_one_of_the_answers(
    browser: Browser, ada: User, revision: Revision
) -> None:
    address = f"/files/{photo(revision).code}/about"
    page = browser(ada).post(address, status=422, shows_others="perhaps", safeguard="luck")
    assert "Say whether anybody else" in page.text(".error-summary")
    assert "Choose one of the three." in page.text(".error-summary")


def test_outsiders_find_no_page(browser: Browser, eve: User, revision: Revision) -> None:
    browser(eve).get(f"/files/{photo(revision).code}/about", status=404)


def test_the_owner_reads_who_opened_it(
    browser: Browser, ada: User, ben: User, revision: Revision
) -> None:
    make_attached(revision, b"Words.", "notes.txt")
    actions.freeze(revision.item, actor=ada)
    make_grant(ben, ada)
    file = revision.files[0].file
    address = f"/files/{file.code}/about"
    assert "Nobody but you so far." in browser(ada).get(address).text("aside")
    for _again in range(2):
        browser(ben).client.get(f"/files/{file.code}/notes.txt")
    page = browser(ada).get(address)
    assert page.text("aside").count(ben.name) == 1
    assert "Who opened it" not in browser(ben).get(address).text("aside")
