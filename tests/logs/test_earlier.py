"""How a draft read before: kept by sittings, seen by its writer alone, put back, and let go."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories_logs import blank_words, make_entry, make_goal, make_grant
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.earlier.actions import let_go, put_back
from trainer.logs.earlier.keeping import MOST, is_worth_keeping
from trainer.logs.earlier.models import EarlierWords
from trainer.logs.models import Framework, Revision

LONG = "She told me the whole story of the wardrobe. " * 6


def rewrite(revision: Revision, what: str, *, later: timedelta = timedelta(0), **more: Any) -> None:
    with time_machine.travel(clock.now() + later, tick=False):
        words: dict[str, Any] = {**blank_words(), "what": what, **more}
        actions.write(revision, actor=revision.item.owner, version=None, **words)
        db.session.commit()


def kept(revision: Revision) -> list[str]:
    found = db.session.scalars(
        sa.select(EarlierWords)
        .where(EarlierWords.revision_id == revision.id)
        .order_by(EarlierWords.id)
    )
    return [one.words["what"] for one in found]


def test_letters_typed_one_after_the_other_are_one_sitting(ada: User) -> None:
    revision = make_entry(ada, what="She")
    for what in ("She had", "She had two", "She had two chairs."):
        rewrite(revision, what)
    assert kept(revision) == []


def test_each_sitting_keeps_what_the_one_before_it_ended_with(ada: User) -> None:
    revision = make_entry(ada, what="First.")
    rewrite(revision, "Second.", later=timedelta(minutes=5))
    rewrite(revision, "Second, longer.", later=timedelta(minutes=9))
    rewrite(revision, "Third.", later=timedelta(minutes=10))
    assert kept(revision) == ["First.", "Second, longer."]


def test_saving_the_same_words_again_keeps_nothing(ada: User) -> None:
    revision = make_entry(ada, title="", what="First.")
    rewrite(revision, "First.", later=timedelta(hours=1))
    assert kept(revision) == []


def test_much_taken_out_at_once_is_kept_at_once(ada: User) -> None:
    revision = make_entry(ada, what=LONG)
    rewrite(revision, "Oh dear.")
    assert kept(revision) == [LONG]


def test_words_of_a_framework_count_too() -> None:
    before: dict[str, Any] = dict.fromkeys(("title", "place", "kept_at"), "")
    before |= dict.fromkeys(("what", "so_what", "now_what"), "")
    before |= {"details": {"answers": {"Unit": {"Q?": LONG}}}, "unused": {}}
    after = {**before, "details": {}}
    assert is_worth_keeping(before, after, timedelta(0))
    moved = {**after, "unused": before["details"]}
    assert not is_worth_keeping(before, moved, timedelta(0))


def test_the_last_thirty_are_kept(ada: User) -> None:
    revision = make_entry(ada, what="Version 0")
    for number in range(1, MOST + 4):
        rewrite(revision, f"Version {number}", later=timedelta(minutes=6 * number))
    assert kept(revision) == [f"Version {number}" for number in range(3, MOST + 3)]


def test_a_version_is_looked_at_and_put_back_and_nothing_is_lost(
    browser: Browser, ada: User
) -> None:
    revision = make_entry(ada, what="She had two chairs.", minutes=20)
    star = {"situation": "A queue."}
    rewrite(revision, "", later=timedelta(hours=1), framework=Framework.STAR, details=star)
    address = f"/log/{revision.item_id}/versions"
    listed = browser(ada).get(address)
    assert "What happened?: 4 words went" in listed.text("main")
    (link,) = (one.get("href") for one in listed.all("main ol.tl a"))
    page = browser(ada).get(link)
    assert "She had two chairs." in page.text("main")
    assert page.text("main del") == "taken out: A queue. (end)"

    browser(ada).post(link, **page.form())
    found = db.session.get_one(Revision, revision.id, populate_existing=True)
    assert (found.what, found.framework, found.details) == (
        "She had two chairs.",
        Framework.REFLECTION,
        {},
    )
    assert (found.minutes, found.happened_on) == (20, blank_words()["happened_on"])
    assert kept(revision) == ["She had two chairs.", ""]
    newest = browser(ada).get(address).all("main ol.tl a")[0].get("href")
    assert "A queue." in browser(ada).get(newest).text("main")


def test_nobody_else_sees_versions_not_even_an_assessor(
    browser: Browser, ada: User, ben: User, eve: User
) -> None:
    revision = make_entry(ada, what="First.")
    rewrite(revision, "Second.", later=timedelta(hours=1))
    one = db.session.scalars(sa.select(EarlierWords)).one()
    make_grant(ben, ada)
    actions.link(revision, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    actions.freeze(revision.item, actor=ada)
    db.session.commit()
    browser(ben).get(f"/log/{revision.item_id}")
    for person in (ben, eve):
        browser(person).get(f"/log/{revision.item_id}/versions", status=404)
        browser(person).get(f"/log/{revision.item_id}/versions/{one.id}", status=404)
        browser(person).post(f"/log/{revision.item_id}/versions/{one.id}", status=404)
    other = make_entry(ada, what="Another entry.")
    browser(ada).get(f"/log/{other.item_id}/versions/{one.id}", status=404)


def test_what_was_submitted_is_not_put_back(browser: Browser, ada: User) -> None:
    revision = make_entry(ada, what="First.")
    rewrite(revision, "Second.", later=timedelta(hours=1))
    one = db.session.scalars(sa.select(EarlierWords)).one()
    actions.link(revision, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    actions.freeze(revision.item, actor=ada)
    db.session.commit()
    with pytest.raises(Refused, match="stays as it is"):
        put_back(revision, one, actor=ada)
    page = browser(ada).get(f"/log/{revision.item_id}/versions/{one.id}")
    assert "Put it back" not in page.text("main")


@pytest.mark.parametrize("end", ["freeze", "withdraw"])
def test_versions_are_let_go_a_while_after_the_end(ada: User, end: str) -> None:
    revision, going_on = make_entry(ada, what="First."), make_entry(ada, what="Mine.")
    for one in (revision, going_on):
        rewrite(one, "Second.", later=timedelta(hours=1))
    actions.link(revision, actor=ada, criteria=[make_goal(ada).criteria[0].id])
    getattr(actions, end)(revision.item, actor=ada)
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=29), tick=False):
        let_go()
    assert kept(revision) == ["First."]
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        let_go()
    assert (kept(revision), kept(going_on)) == ([], ["Mine."])


def test_the_list_takes_the_same_statements_however_long(
    browser: Browser, ada: User, count_queries: Any
) -> None:
    revision = make_entry(ada, what="Version 0")
    counts = []
    browser(ada).get(f"/log/{revision.item_id}/versions")
    for number in range(1, 12):
        rewrite(revision, f"Version {number}", later=timedelta(minutes=6 * number))
        if number in {1, 11}:
            with count_queries() as counted:
                browser(ada).get(f"/log/{revision.item_id}/versions")
            counts.append(len(counted))
    assert counts[0] == counts[1]
