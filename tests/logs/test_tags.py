"""Words of one's own to find an entry by: as it is written, afterwards, and by nobody else."""

import csv
import io

import pytest

from tests.browsing import Browser
from tests.factories_assessments import make_registration, make_submission
from tests.factories_logs import make_entry
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions, tagging
from trainer.logs.content import content_hash
from trainer.logs.models import Item


def tagged_entry(owner: User, title: str, words: str) -> Item:
    item = make_entry(owner, title).item
    tagging.tag(item, actor=owner, words=words)
    db.session.commit()
    return item


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("refunds, phone", ["refunds", "phone"]),
        (" #refunds ,, Refunds,  late   shift,", ["refunds", "late shift"]),
        ("", []),
    ],
)
def test_words_are_taken_apart_at_commas(typed: str, kept: list[str]) -> None:
    assert tagging.tidy(typed) == kept


def test_tags_are_kept_with_the_words_and_come_back(browser: Browser, ada: User) -> None:
    item = make_entry(ada, "Refund").item
    address = f"/log/{item.id}/edit"
    browser(ada).post(address, **{**browser(ada).get(address).form(), "tags": "#refunds, phone"})
    assert browser(ada).get(address).form()["tags"] == "refunds, phone"


def test_a_page_that_knows_no_tags_takes_none_away(browser: Browser, ada: User) -> None:
    item = tagged_entry(ada, "Refund", "refunds")
    browser(ada).post(f"/log/{item.id}/edit", title="Refund by phone")
    assert item.tags == "refunds"


def test_the_log_is_narrowed_by_a_tag_and_searched(browser: Browser, ada: User) -> None:
    tagged_entry(ada, "One", "refunds, phone")
    tagged_entry(ada, "Two", "phone")
    tagged_entry(ada, "Three", "phones")
    page = browser(ada).get("/log?tag=phone")
    assert page.texts(".ev .name") == ["Two", "One"]
    assert page.texts("select[name=tag] option") == ["Any tag", "phone", "phones", "refunds"]
    assert browser(ada).get("/log?q=refunds").texts(".ev .name") == ["One"]


def test_tags_are_taken_away_with_the_log(browser: Browser, ada: User) -> None:
    tagged_entry(ada, "One", "refunds, phone")
    rows = list(csv.reader(io.StringIO(browser(ada).get("/log/export.csv").html.lstrip("\ufeff"))))
    assert (rows[0][-1], rows[1][-1]) == ("Tags", "refunds, phone")


def test_another_like_it_has_the_same_tags(ada: User) -> None:
    item = tagged_entry(ada, "One", "refunds")
    begun = actions.copy_forward(item, actor=ada, client_key="0" * 8 + "-" + "0" * 27)
    assert begun.item.tags == "refunds"


def test_what_was_sent_is_tagged_without_a_change_to_what_was_signed(
    browser: Browser, ada: User, ben: User, dev: User
) -> None:
    sent = make_submission(make_registration(ada, ben, dev))
    before, address = content_hash(sent.revision), f"/log/{sent.revision.item_id}"
    browser(ada).post(f"{address}/tags", tags="refunds")
    assert content_hash(sent.revision) == before
    assert browser(ada).get(address).texts("a.tag") == ["refunds"]
    assert "refunds" not in browser(ben).get(f"/review/{sent.id}").text("main")
    browser(ben).post(f"{address}/tags", status=404, tags="mine")


def test_too_many_words_are_refused(browser: Browser, ada: User) -> None:
    item = make_entry(ada, "One").item
    page = browser(ada).post(f"/log/{item.id}/tags", status=422, tags="x, " * 200)
    assert "Three hundred characters" in page.text(".error-summary")
