"""Telling an entry by one framework or another: all is kept, and only the chosen one is read."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_assessments import (
    criteria_of,
    judge,
    make_item,
    make_registration,
    submit,
)
from tests.factories_logs import make_entry, make_goal, make_grant, make_unit
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.catalogue.models import UnitVersion
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.content import content_hash, manifest
from trainer.logs.frameworks import Question
from trainer.logs.listing import Wanted, log_of
from trainer.logs.models import Framework, Revision

ASKED = "How did you find out what she needed?"
STAR: dict[str, Any] = {
    "situation": "A queue.",
    "task": "To hand over.",
    "action": "I wrote.",
    "result": "Calm.",
}


@pytest.fixture
def unit(ada: User) -> UnitVersion:
    """A unit of Ada's that asks a question of its own."""
    made = make_unit("Listen first")
    made.prompts = [ASKED, "What would you do again?"]
    return make_goal(ada, made)


def saved(ada: User) -> Revision:
    """The only entry of Ada's log, read anew."""
    db.session.expire_all()
    return db.session.scalars(sa.select(Revision).where(Revision.item.has(owner_id=ada.id))).one()


def test_a_star_entry_is_read_by_its_own_prompts(browser: Browser, ada: User) -> None:
    browser(ada).post("/log/new", framework="star", title="Handing over", **STAR)
    revision = saved(ada)
    assert (revision.framework, revision.details) == (Framework.STAR, STAR)
    page = browser(ada).get(f"/log/{revision.item_id}")
    assert page.texts("main .kept-words") == list(STAR.values())
    assert {"Situation", "Task", "Action", "Result"} < set(page.texts("main h2"))
    assert "What happened?" not in page.texts("main h2")


def test_the_questions_of_a_unit_are_answered_and_kept_with_their_words(
    browser: Browser, ada: User, unit: UnitVersion
) -> None:
    key = Question("Listen first", ASKED).key
    assert ASKED in browser(ada).get("/log/new").text("main")
    typed: dict[str, Any] = {key: "I asked her."}
    browser(ada).post("/log/new", framework="interview", **typed)
    unit.prompts = []  # The unit asks something else by now; what was answered stays.
    db.session.commit()
    revision = saved(ada)
    assert revision.details == {"answers": {"Listen first": {ASKED: "I asked her."}}}
    page = browser(ada).get(f"/log/{revision.item_id}")
    assert (ASKED in page.texts("main h2"), page.text("main .kept-words")) == (True, "I asked her.")
    assert browser(ada).get(f"/log/{revision.item_id}/edit").text(f"#{key}") == "I asked her."


def test_an_interview_is_offered_only_where_a_unit_asks_something(
    browser: Browser, ada: User
) -> None:
    make_goal(ada)
    page = browser(ada).get("/log/new")
    assert not page.all("input[name=framework][value=interview]")
    browser(ada).post("/log/new", status=422, framework="interview")


def test_another_choice_hides_words_and_never_loses_them(browser: Browser, ada: User) -> None:
    desk = browser(ada)
    desk.post("/log/new", framework="star", **STAR)
    address = f"/log/{saved(ada).item_id}/edit"
    form = desk.get(address).form()
    desk.post(address, **{**form, "framework": "reflection", "what": "She waited."})
    revision = saved(ada)
    assert (revision.what, revision.details, revision.unused) == ("She waited.", {}, STAR)
    assert "It is kept, and only you see it." in desk.get(address).text("main")
    assert desk.get(address.removesuffix("/edit")).texts("main .kept-words") == ["She waited."]

    desk.post(address, **{**desk.get(address).form(), "framework": "star"})
    revision = saved(ada)
    assert (revision.what, revision.details) == ("", STAR)
    assert revision.unused == {"what": "She waited."}


def test_the_last_choice_is_what_the_next_entry_begins_with(browser: Browser, ada: User) -> None:
    assert browser(ada).get("/log/new").form()["framework"] == "reflection"
    browser(ada).post("/log/new", framework="star", title="One")
    assert browser(ada).get("/log/new").form()["framework"] == "star"


def test_only_the_words_to_be_read_are_covered_by_a_signature(ada: User) -> None:
    revision = make_entry(ada, framework=Framework.STAR, details=STAR, what="")
    before = content_hash(revision)
    revision.unused = {"what": "Something else"}
    assert content_hash(revision) == before
    revision.details = {**STAR, "result": "Chaos."}
    assert content_hash(revision) != before
    assert manifest(revision)["framework"] == "star"


def test_an_entry_as_before_is_covered_as_before(ada: User) -> None:
    revision = make_entry(ada)
    assert manifest(revision)["form"] == "trainer-evidence-1"
    assert not {"framework", "unused", "details"} & manifest(revision).keys()


def test_a_framework_alone_is_nothing_to_judge(ada: User) -> None:
    revision = make_entry(ada, what="", framework=Framework.STAR, unused={"what": "Hidden"})
    assert not revision.has_content
    revision.details = {"answers": {"Listen first": {ASKED: "I asked."}}}
    assert revision.has_content


def test_suggestions_come_from_the_words_of_the_chosen_framework(
    browser: Browser, ada: User
) -> None:
    make_goal(ada)
    words = "I kept the promise I made her."
    said = browser(ada).post("/log/suggestions", status=200, framework="star", result=words)
    assert "Keep the promise you made" in said.html
    said = browser(ada).post("/log/suggestions", status=200, framework="reflection", result=words)
    assert "Keep the promise you made" not in said.html


@pytest.mark.parametrize("word", ["queue", "café", "needed"])
def test_search_finds_what_was_written_under_any_prompt(ada: User, word: str) -> None:
    make_entry(ada, what="", framework=Framework.STAR, details={"situation": "A queue."})
    told = {"answers": {"Listen": {ASKED: "At the café."}}}
    make_entry(ada, what="", framework=Framework.INTERVIEW, details=told)
    found = db.session.scalars(log_of(ada, Wanted(words=word))).all()
    assert len(found) == 1
    assert not db.session.scalars(log_of(ada, Wanted(words="situation"))).all()


def test_the_next_revision_has_all_words_and_readers_only_those_sent(
    browser: Browser, ada: User, ben: User
) -> None:
    revision = make_entry(
        ada, what="", framework=Framework.STAR, details=STAR, unused={"what": "Between us."}
    )
    unit = make_goal(ada)
    actions.link(revision, actor=ada, criteria=[unit.criteria[0].id])
    make_grant(ben, ada)
    actions.freeze(revision.item, actor=ada)
    again = actions.revise(revision.item, actor=ada)
    db.session.commit()
    assert (again.framework, again.details) == (Framework.STAR, STAR)
    assert again.unused == {"what": "Between us."}
    page = browser(ben).get(f"/log/{revision.item_id}")
    assert "To hand over." in page.text("main")
    assert "Between us." not in page.html


def test_the_assessor_reads_what_was_sent_and_what_changed_by_prompt(
    browser: Browser, ada: User, ben: User, cleo: User
) -> None:
    registration = make_registration(ada, ben, cleo)
    item = make_item(ada, criteria_of(registration))
    revision = actions.latest(item)
    revision.framework, revision.what, revision.details = Framework.STAR, "", STAR
    first = submit(item, registration)
    page = browser(ben).get(f"/review/{first.id}")
    assert {"Situation", "Result"} < set(page.texts("main h3"))
    assert "To hand over." in page.text("main")

    judge(first, criteria_of(registration), CriterionState.NOT_YET_MET)
    again = actions.revise(item, actor=ada)
    again.details = {**STAR, "result": "Calm again."}
    second = submit(item, registration)
    changes = browser(ben).get(f"/submissions/{second.id}")
    assert "Calm again." in changes.text("main ins")
    assert "Calm." in changes.text("main del")
