"""Criteria on the desk: suggested from the words, ticked, noted, and found by searching."""

from typing import Any

from tests.browsing import Browser
from tests.factories_logs import make_entry, make_goal, make_submitted, make_unit
from trainer.accounts.models import User
from trainer.logs import actions

STORY = "I promised to ring her by noon."


def test_words_suggest_and_quote(browser: Browser, ada: User) -> None:
    make_goal(ada)
    answer = browser(ada).post("/log/suggestions", status=200, what=STORY)
    assert answer.texts(".sugg mark") == ["promised to ring her"]
    assert "Keep the promise you made" in answer.text(".sugg")


def test_what_is_quoted_is_never_markup(browser: Browser, ada: User) -> None:
    make_goal(ada)
    words = "promise <script>alert(1)</script> promise"
    answer = browser(ada).post("/log/suggestions", status=200, what=words)
    assert not answer.all("script")
    assert answer.all(".sugg mark")


def test_without_script_suggestions_stand_on_the_saved_page(browser: Browser, ada: User) -> None:
    unit = make_goal(ada)
    revision = make_entry(ada, what=STORY)
    page = browser(ada).get(f"/log/{revision.item_id}/edit")
    (box,) = page.all(".sugg input")
    assert box.get("value") == str(unit.criteria[0].id)
    assert box.get("checked") is None


def test_ticks_and_notes_are_kept_and_come_back(browser: Browser, ada: User) -> None:
    unit = make_goal(ada)
    first, second = (str(criterion.id) for criterion in unit.criteria)
    revision = make_entry(ada, what=STORY)
    address = f"/log/{revision.item_id}/edit"
    notes: dict[str, Any] = {f"note-{first}": " second line ", "note-77": "no"}
    browser(ada).post(address, criteria=[first, second], **notes)
    assert {str(one.criterion_id): one.note for one in revision.links} == {
        first: "second line",
        second: "",
    }
    page = browser(ada).get(address)
    assert page.form()[f"note-{first}"] == "second line"
    assert len(page.all(".sugg input[checked]")) == 2
    browser(ada).post(address, criteria=[second])
    assert [str(one.criterion_id) for one in revision.links] == [second]


def test_ticks_survive_a_page_sent_back(browser: Browser, ada: User) -> None:
    unit = make_goal(ada)
    first = unit.criteria[0].id
    page = browser(ada).post("/log/new", status=422, minutes="many", criteria=first)
    assert page.one(".sugg input[checked]").get("value") == str(first)


def test_somebody_else_s_criterion_can_t_be_slipped_in(
    browser: Browser, ada: User, ben: User
) -> None:
    theirs = make_goal(ben).criteria[0].id
    revision = make_entry(ada)
    address = f"/log/{revision.item_id}"
    page = browser(ada).post(f"{address}/edit", status=422, what="Kept?", criteria=theirs)
    assert "isn't in a unit you work towards" in page.text(".error-summary")
    assert page.text("textarea[name=what]") == "Kept?"
    browser(ada).post(f"{address}/autosave", status=422, criteria=theirs)
    page = browser(ada).post(f"{address}/criteria", status=422, criteria=theirs)
    assert "isn't in a unit you work towards" in page.text("main")
    assert revision.links == []


def test_another_criterion_is_found_and_linked(browser: Browser, ada: User) -> None:
    unit = make_goal(ada, make_unit("Handle calls", ["Answer in time", "Ask before the hold"]))
    make_goal(ada, make_unit("Serve", ["Greet people"]))
    revision = make_entry(ada)
    address = f"/log/{revision.item_id}/criteria"
    assert len(browser(ada).get(address).all(".sugg")) == 3
    page = browser(ada).get(f"{address}?q=hold+calls")
    assert page.texts(".sugg strong") == ["1.2"]
    browser(ada).post(address, criteria=unit.criteria[1].id)
    assert [one.criterion_id for one in revision.links] == [unit.criteria[1].id]
    page = browser(ada).get(address)
    assert page.one(".sugg input[disabled]").get("value") == str(unit.criteria[1].id)


def test_linking_more_keeps_what_is_linked(ada: User) -> None:
    revision, unit = make_entry(ada), make_goal(ada)
    first, second = (criterion.id for criterion in unit.criteria)
    actions.set_links(revision, actor=ada, notes={first: "third line"})
    actions.link(revision, actor=ada, criteria=[first, second])
    assert {one.criterion_id: one.note for one in revision.links} == {
        first: "third line",
        second: "",
    }


def test_a_search_that_finds_nothing_says_so(browser: Browser, ada: User) -> None:
    make_goal(ada)
    revision = make_entry(ada)
    for nothing in ("100%25", "no_such", "'%3B--", "%00"):
        page = browser(ada).get(f"/log/{revision.item_id}/criteria?q={nothing}xyz")
        assert "No criterion holds those words" in page.text("main")


def test_find_another_keeps_the_words_first(browser: Browser, ada: User) -> None:
    revision = make_entry(ada)
    led = browser(ada).post(f"/log/{revision.item_id}/edit", what="Longer words.", then="find")
    assert led.response.location == f"/log/{revision.item_id}/criteria"
    assert revision.what == "Longer words."


def test_what_nothing_was_sent_for_is_suggested_first(browser: Browser, ada: User) -> None:
    unit = make_unit(texts=("Keep the promise you made", "Make a promise you can keep"))
    item = make_submitted(ada, unit)
    answer = browser(ada).post("/log/suggestions", status=200, what="I kept the promise I made.")
    first, second = answer.texts(".sugg")
    assert "Make a promise" in first
    assert "sent already" not in first
    assert f"sent already with {item.label}" in second


def test_a_new_entry_for_a_criterion_has_it_ticked(browser: Browser, ada: User) -> None:
    wanted = make_goal(ada).criteria[0]
    page = browser(ada).get(f"/log/new?criterion={wanted.id}")
    assert page.one(".sugg input[checked]").get("value") == str(wanted.id)
    assert wanted.text in page.text(".lede")


def test_a_new_entry_ticks_nothing_that_is_not_worked_towards(browser: Browser, ada: User) -> None:
    make_goal(ada)
    stranger = make_unit().criteria[0]
    page = browser(ada).get(f"/log/new?criterion={stranger.id}")
    assert not page.all(".sugg input[checked]")
    assert not page.all(".lede")
