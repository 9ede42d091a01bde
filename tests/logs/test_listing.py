"""One's own log: in order, filtered, searched, taken away, and no slower when it grows."""

import csv
import io
from datetime import date

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_assessments import make_registration, make_submission
from tests.factories_logs import (
    STORY,
    make_attached,
    make_entry,
    make_goal,
    make_submitted,
    make_unit,
)
from trainer.accounts.models import User
from trainer.assessments.actions import judging
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.models import Activity, Framework

MOST_STATEMENTS = 11


def listed(browser: Browser, owner: User, asked: str = "") -> list[str]:
    return browser(owner).get(f"/log{asked}").texts(".ev .name")


def test_an_empty_log_teaches(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/log")
    assert "Your log starts with one small thing" in page.text("main")
    assert page.one(".empty a").get("href") == "/log/new"


def test_entries_stand_newest_first_by_month(browser: Browser, ada: User, ben: User) -> None:
    make_entry(ada, "Old", happened_on=date(2026, 9, 30), minutes=40)
    make_entry(ada, "New", happened_on=date(2026, 11, 2), minutes=35)
    make_entry(ada, "Middle", happened_on=date(2026, 11, 1))
    make_entry(ben, "Somebody else's")
    page = browser(ada).get("/log")
    assert page.texts(".ev .name") == ["New", "Middle", "Old"]
    assert page.texts(".group-head") == ["November 2026", "September 2026"]
    assert page.text(".context") == "3 entries · 1 h 15 min"


def test_the_log_tells_what_became_of_what_was_sent(
    browser: Browser, ada: User, ben: User, dev: User
) -> None:
    sent = make_submission(make_registration(ada, ben, dev), title="Refund by phone")
    judging.send_back(sent, actor=ben, reason="What did you say?")
    db.session.commit()
    assert browser(ada).get("/log").text(".ev .st") == "Returned"
    entry = browser(ada).get(f"/log/{sent.revision.item_id}")
    assert entry.one("aside p a").get("href") == f"/submissions/{sent.id}"


def test_the_log_is_filtered(browser: Browser, ada: User) -> None:
    unit = make_unit("Handle calls")
    make_submitted(ada, unit, title="Submitted")
    make_entry(ada, "Call", activity=Activity.PHONE_CALL)
    withdrawn = make_entry(ada, "Withdrawn").item
    actions.withdraw(withdrawn, actor=ada)
    db.session.commit()
    assert listed(browser, ada) == ["Call", "Submitted"]
    assert listed(browser, ada, "?state=draft") == ["Call"]
    assert listed(browser, ada, "?state=submitted") == ["Submitted"]
    assert listed(browser, ada, "?state=withdrawn") == ["Withdrawn"]
    assert listed(browser, ada, "?kind=phone_call") == ["Call"]
    assert listed(browser, ada, f"?unit={unit.id}") == ["Submitted"]


def test_the_log_is_narrowed_to_a_period(browser: Browser, ada: User) -> None:
    for day in (1, 10, 20):
        make_entry(ada, f"On {day}", happened_on=date(2026, 11, day))
    assert listed(browser, ada, "?since=2026-11-10") == ["On 20", "On 10"]
    assert listed(browser, ada, "?until=2026-11-10") == ["On 10", "On 1"]
    assert listed(browser, ada, "?since=2026-11-02&until=2026-11-19") == ["On 10"]


@pytest.mark.parametrize(
    ("order", "names"),
    [("newest", "CBA"), ("oldest", "ABC"), ("longest", "BAC"), ("name", "ABC"), ("saved", "CBA")],
)
def test_the_log_is_put_in_order(browser: Browser, ada: User, order: str, names: str) -> None:
    for number, (name, minutes) in enumerate((("A", 20), ("B", 90), ("C", None)), 1):
        make_entry(ada, name, minutes=minutes, happened_on=date(2026, number, 1))
    page = browser(ada).get(f"/log?order={order}")
    assert page.texts(".ev .name") == list(names)
    assert bool(page.all(".group-head")) is (order in {"newest", "oldest"})


def test_what_is_listed_is_printed_with_its_words(browser: Browser, ada: User, eve: User) -> None:
    unit = make_unit("Handle calls")
    make_submitted(ada, unit, title="Sent")
    star = {"situation": "A queue.", "result": "Calm."}
    make_entry(ada, "Told by STAR", what="", framework=Framework.STAR, details=star)
    page = browser(ada).get("/log/print")
    assert page.texts("article h2") == ["E002 Told by STAR", "E001 Sent"]
    assert "A queue." in page.text("main")
    assert "Handle calls: 1.1" in page.text("main")
    assert browser(ada).get("/log/print?state=draft").texts("article h2") == ["E002 Told by STAR"]
    assert not browser(eve).get("/log/print").all("article")


def test_what_is_listed_is_taken_away_without_formulas(
    browser: Browser, ada: User, eve: User
) -> None:
    unit = make_unit("Handle calls")
    make_submitted(ada, unit, title="=cmd()", minutes=25, activity=Activity.COURSE)
    make_entry(ada, "A draft", happened_on=None)
    answer = browser(ada).get("/log/export.csv?state=submitted").response
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert rows[0][:3] == ["Number", "Day", "Name"]
    told = ["E001", "2026-11-20", "'=cmd()", "Learning log", "Went on a course", "25", "",
            "Submitted", f"{unit.code} 1.1", "", f"What happened?\n{STORY}", ""]  # fmt: skip
    assert rows[1:] == [told]
    assert len(browser(eve).get("/log/export.csv").html.splitlines()) == 1


@pytest.mark.parametrize("address", ["/log/print", "/log/export.csv"])
@pytest.mark.parametrize("entries", [1, 40])
def test_print_and_file_take_as_many_statements_for_one_as_for_forty(
    browser: Browser, ada: User, address: str, entries: int, count_queries: CountQueries
) -> None:
    unit = make_goal(ada)
    for number in range(entries):
        revision = make_entry(ada, f"Entry {number}")
        make_attached(revision)
        actions.link(revision, actor=ada, criteria=[unit.criteria[0].id])
    db.session.commit()
    browser(ada).get(address)
    with count_queries() as statements:
        browser(ada).get(address)
    assert len(statements) <= MOST_STATEMENTS, statements


@pytest.mark.parametrize(
    ("asked", "found"),
    [("chairs", ["Split delivery"]), ("CHAIRS two", ["Split delivery"]), ("chairs refund", []),
     ("E002", ["Refund"]), ("e2", ["Refund"]), ("till", ["Refund"]), ("100%25", []), ("_", []),
     ("E" + "9" * 30, [])],
)  # fmt: skip
def test_the_log_is_searched(browser: Browser, ada: User, asked: str, found: list[str]) -> None:
    make_entry(ada, "Split delivery", what="Two of four chairs came.")
    make_entry(ada, "Refund", what="By phone.", place="Till four")
    assert listed(browser, ada, f"?q={asked.replace(' ', '+')}") == found


@pytest.mark.parametrize(
    "asked",
    [
        "state=gone",
        "kind=napped",
        "unit=x",
        "unit=999999999999999999999",
        "page=0",
        "since=soon",
        "until=2026-13-45",
        "order=random",
    ],
)
def test_questions_that_make_no_sense_are_not_asked(
    browser: Browser, ada: User, asked: str
) -> None:
    make_entry(ada, "Split delivery")
    status = 404 if asked == "page=0" else 200
    page = browser(ada).get(f"/log?{asked}", status=status)
    assert status == 404 or page.texts(".ev .name") == ["Split delivery"]


def test_nothing_fitting_is_not_an_empty_log(browser: Browser, ada: User) -> None:
    make_entry(ada)
    assert "No entry fits" in browser(ada).get("/log?q=nothing").text("main")


def test_a_long_log_has_pages_that_keep_the_question(browser: Browser, ada: User) -> None:
    for number in range(26):
        make_entry(ada, f"Entry {number}")
    page = browser(ada).get("/log?q=Entry")
    assert len(page.all(".ev")) == 25
    onward = page.one("a[rel=next]").get("href")
    assert "q=Entry" in onward
    assert len(browser(ada).get(onward).all(".ev")) == 1


@pytest.mark.parametrize("entries", [1, 50])
def test_the_list_takes_as_many_statements_for_one_as_for_fifty(
    browser: Browser, ada: User, entries: int, count_queries: CountQueries
) -> None:
    unit = make_goal(ada)
    for number in range(entries):
        revision = make_entry(ada, f"Entry {number}")
        make_attached(revision)
        actions.link(revision, actor=ada, criteria=[unit.criteria[0].id])
    db.session.commit()
    browser(ada).get("/log")
    with count_queries() as statements:
        browser(ada).get("/log")
    assert len(statements) <= MOST_STATEMENTS, statements


@pytest.mark.parametrize("things", [1, 15])
def test_desk_and_entry_take_as_many_statements_for_one_as_for_many(
    browser: Browser, ada: User, things: int, count_queries: CountQueries
) -> None:
    unit = make_goal(ada, make_unit("Long", [f"Criterion {n}" for n in range(things)]))
    revision = make_entry(ada)
    for number in range(things):
        make_attached(revision, name=f"notes-{number}.txt")
    actions.link(revision, actor=ada, criteria=[one.id for one in unit.criteria])
    db.session.commit()
    for address in (f"/log/{revision.item_id}", f"/log/{revision.item_id}/edit"):
        browser(ada).get(address)
        with count_queries() as statements:
            browser(ada).get(address)
        assert len(statements) <= MOST_STATEMENTS, statements


def test_saving_takes_few_statements(
    browser: Browser, ada: User, count_queries: CountQueries
) -> None:
    criterion = make_goal(ada).criteria[0].id
    visitor = browser(ada)
    visitor.get("/log")
    with count_queries() as statements:
        visitor.post("/log/new", what="Words.", criteria=criterion)
    assert len(statements) <= 13, "\n".join(" ".join(s.split())[:160] for s in statements)


def test_the_log_is_one_step_from_everywhere(browser: Browser, ada: User) -> None:
    page = browser(ada).get("/")
    assert "Log" in page.texts("header nav a")
    assert page.one(".tabs a.new").get("href") == "/log/new"
    assert "New entry" not in page.texts("header nav a")
