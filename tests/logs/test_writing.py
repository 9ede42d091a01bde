"""Writing in the log: begun once, kept as typed, never over newer words, never once submitted."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories_logs import blank_words, make_entry, make_goal, make_submitted
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.core.errors import Conflict, Refused
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.models import Activity, EvidenceStatus, Item, Revision

KEY = "6f0a3c9e-5d6f-4d1a-9d53-0f1b1a2c3d4e"


def entries(owner: User) -> list[Item]:
    return list(db.session.scalars(sa.select(Item).where(Item.owner_id == owner.id)))


def test_opening_the_page_writes_nothing(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/log/new")
    assert page.text("h1") == "What happened?"
    assert entries(ada) == []


def test_a_new_entry_is_kept_and_numbered(browser: Browser, ada: User) -> None:
    form = browser(ada).get("/log/new").form()
    browser(ada).post(
        "/log/new",
        **{**form, "title": "Half an order", "what": "She had two chairs.", "then": "draft"},
    )
    (item,) = entries(ada)
    revision = actions.latest(item)
    assert (item.label, item.status) == ("E001", EvidenceStatus.DRAFT)
    assert (revision.title, revision.what) == ("Half an order", "She had two chairs.")
    assert "E001 is kept as a draft." in browser(ada).get("/log").text("main")


def test_sending_the_first_page_twice_makes_one_entry(browser: Browser, ada: User) -> None:
    for _press in range(2):
        browser(ada).post("/log/new", client_key=KEY, title="Half an order")
    assert len(entries(ada)) == 1


def test_the_key_of_somebody_else_s_page_is_of_no_use(
    browser: Browser, ada: User, eve: User
) -> None:
    browser(ada).post("/log/new", client_key=KEY, title="Half an order")
    browser(eve).post("/log/new", status=409, client_key=KEY, title="Mine now")
    assert entries(eve) == []


def test_typing_is_saved_and_the_page_learns_where_it_lives(browser: Browser, ada: User) -> None:
    said = browser(ada).post("/log/new/autosave", status=200, client_key=KEY, what="She").response
    (item,) = entries(ada)
    assert said.json == {
        "version": 2,
        "merged": False,
        "location": f"/log/{item.id}/edit",
        "autosave": f"/log/{item.id}/autosave",
        "upload": f"/log/{item.id}/files",
        "draft": f"log-{item.id}",
    }
    again = browser(ada).post(
        said.get_json()["autosave"], status=200, version="2", what="She had two chairs."
    )
    assert again.response.json == {"version": 3, "merged": False}
    page = browser(ada).get(said.get_json()["location"])
    assert page.text("textarea[name=what]") == "She had two chairs."
    assert page.form()["version"] == "3"


def test_saving_a_draft_leaves_no_line_in_the_trail(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    browser(ada).post(f"/log/{revision.item_id}/autosave", status=200, version="2", what="More.")
    kinds = set(db.session.scalars(sa.select(TrailEntry.kind)))
    assert kinds <= {"SignedIn"}


def test_words_over_newer_ones_are_given_back_unsaved(browser: Browser, ada: User) -> None:
    revision = make_entry(ada, what="Newer words.")
    address = f"/log/{revision.item_id}"
    stale = str(revision.row_version - 1)

    page = browser(ada).post(
        f"{address}/edit", status=409, version=stale, what="Older, longer words"
    )
    assert "Older, longer words" in page.text("main")
    told = browser(ada).client.post(
        f"{address}/autosave",
        data={"version": stale, "what": "Older"},
        headers={"Accept": "application/json"},
    )
    assert told.status_code == 409
    assert "somewhere else" in told.get_json()["error"]
    assert db.session.get_one(Revision, revision.id).what == "Newer words."


def test_a_page_without_a_version_follows_its_own_earlier_words(ada: User) -> None:
    revision = make_entry(ada, what="She")
    words = {**blank_words(), "what": "She had two chairs."}
    actions.write(revision, actor=ada, version=None, **words)  # type: ignore[arg-type]
    assert revision.what == "She had two chairs."


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("minutes", "twenty", "Give the minutes as a number, such as 25."),
        ("minutes", "-5", "Give the minutes as a number, at most 1,440."),
        ("happened_on", "soon", "Say when it happened. A day such as 24 November 2026 will do."),
        ("activity", "napped", "Choose one of the kinds."),
        ("title", "x" * 201, "Two hundred characters are enough for a name."),
        ("what", "x" * 20_001, "This is longer than an entry can hold."),
    ],
)
def test_what_can_t_be_taken_is_explained_with_the_words_kept(
    browser: Browser, ada: User, field: str, typed: str, sentence: str
) -> None:
    page = browser(ada).post("/log/new", status=422, **{"so_what": "A time helps.", field: typed})
    assert sentence in page.text(".error-summary")
    assert page.text("textarea[name=so_what]") == "A time helps."
    assert page.text("head > title").startswith("Error: ")
    said = browser(ada).post("/log/new/autosave", status=422, **{field: typed}).response
    assert sentence in said.get_json()["error"]
    assert entries(ada) == []


def test_a_day_that_has_not_come_is_refused(browser: Browser, ada: User) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    page = browser(ada).post("/log/new", status=422, happened_on=tomorrow)
    assert "This day has not come yet." in page.text(".error-summary")


def test_everything_asked_is_kept(browser: Browser, ada: User) -> None:
    browser(ada).post(
        "/log/new",
        activity="phone_call",
        title="A refund",
        happened_on="2025-11-18",
        minutes="35",
        place="Contact centre",
        what="What",
        so_what="So what",
        now_what="Now what",
        kept_at="In the till book; ask Farida",
    )
    revision = actions.latest(entries(ada)[0])
    assert revision.activity is Activity.PHONE_CALL
    assert revision.happened_on is not None
    assert revision.happened_on.isoformat() == "2025-11-18"
    assert (revision.minutes, revision.place) == (35, "Contact centre")
    assert (revision.what, revision.so_what, revision.now_what) == ("What", "So what", "Now what")
    assert revision.kept_at == "In the till book; ask Farida"
    assert "Contact centre" in browser(ada).get("/log/new").html


def test_html_in_every_field_stays_text(browser: Browser, ada: User) -> None:
    nasty = "<script>alert(1)</script><b>x</b>\x00\u202e"
    texts = ("title", "place", "what", "so_what", "now_what", "kept_at")
    typed: dict[str, Any] = dict.fromkeys(texts, nasty)
    browser(ada).post("/log/new", **typed)
    item = entries(ada)[0]
    for address in (f"/log/{item.id}", f"/log/{item.id}/edit", "/log"):
        page = browser(ada).get(address)
        assert not page.all("main script, main b")


def test_an_outsider_finds_no_entry(browser: Browser, ada: User, eve: User) -> None:
    address = f"/log/{make_entry(ada).item_id}"
    for page in ("", "/edit", "/withdraw", "/criteria", "/revisions/1"):
        browser(eve).get(address + page, status=404)
    for post in ("/edit", "/autosave", "/files", "/withdraw", "/revise", "/copy", "/bring-back",
                 "/criteria"):  # fmt: skip
        browser(eve).post(address + post, status=404)


def test_nobody_writes_in_somebody_else_s_log(ada: User, ben: User) -> None:
    revision = make_entry(ada)
    with pytest.raises(Refused, match="whose log this is"):
        actions.write(revision, actor=ben, version=None, **blank_words())  # type: ignore[arg-type]


def test_what_was_submitted_does_not_change(browser: Browser, ada: User) -> None:
    item = make_submitted(ada)
    revision = actions.latest(item)
    before = revision.what
    with pytest.raises(Refused, match="stays as it is"):
        actions.write(revision, actor=ada, version=None, **blank_words())  # type: ignore[arg-type]
    page = browser(ada).post(f"/log/{item.id}/edit", status=403, what="Better words")
    assert "Better words" in page.text("main")
    browser(ada).get(f"/log/{item.id}/edit", status=302)
    assert db.session.get_one(Revision, revision.id).what == before


def test_numbers_have_no_gaps_even_when_entries_are_withdrawn(ada: User, ben: User) -> None:
    first, second = make_entry(ada).item, make_entry(ada).item
    actions.withdraw(first, actor=ada)
    with pytest.raises(Conflict):
        actions.start(actor=ben, client_key=second.client_key)
    third = make_entry(ada).item
    assert [item.number for item in (first, second, third)] == [1, 2, 3]
    assert make_entry(ben).item.label == "E001"


def test_a_draft_shows_since_when_it_is_saved(browser: Browser, ada: User) -> None:
    with time_machine.travel("2026-11-20 10:30:00+00:00", tick=False):
        revision = make_entry(ada)
    assert "20 Nov, 10.30" in browser(ada).get(f"/log/{revision.item_id}").text("aside")


def test_keys_that_are_no_keys_are_refused(browser: Browser, ada: User) -> None:
    browser(ada).post("/log/new", status=422, client_key="x'; drop table")
    browser(ada).post("/log/new", client_key=str(uuid.uuid4()))
    assert len(entries(ada)) == 1


def test_submitting_too_little_says_what_is_missing(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    make_goal(ada)
    led = browser(ada).post(f"/log/{revision.item_id}/edit", what="More.", then="submit")
    assert led.response.location == f"/log/{revision.item_id}/edit"
    page = browser(ada).get(led.response.location)
    assert "Link at least one criterion, or keep this as a draft." in page.text("main")
